// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

/** The kernel's key of one (scope, name, type, process, verdict): a keyed hash, in two words. */
public record RepeatKey(long high, long low) {}
