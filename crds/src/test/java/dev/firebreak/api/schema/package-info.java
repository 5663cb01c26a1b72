// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.api.schema;

import org.jspecify.annotations.NullMarked;
