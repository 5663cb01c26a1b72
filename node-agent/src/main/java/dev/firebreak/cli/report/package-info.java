// SPDX-License-Identifier: Apache-2.0
/** What a run tells at its end and as it goes: from single kernel events to the report, as text and as JSON. */
@NullMarked
package dev.firebreak.cli.report;

import org.jspecify.annotations.NullMarked;
