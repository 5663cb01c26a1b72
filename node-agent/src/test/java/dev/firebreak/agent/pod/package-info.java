// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.agent.pod;

import org.jspecify.annotations.NullMarked;
