// SPDX-License-Identifier: Apache-2.0
/** What a pod talked to: gathered while it runs, written as its DeployReport when it ends, and read again for people. */
@NullMarked
package dev.firebreak.agent.inventory;

import org.jspecify.annotations.NullMarked;
