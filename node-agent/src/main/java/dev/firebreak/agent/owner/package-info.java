// SPDX-License-Identifier: Apache-2.0
/** What made a pod: the Job, and the CronJob behind it. */
@NullMarked
package dev.firebreak.agent.owner;

import org.jspecify.annotations.NullMarked;
