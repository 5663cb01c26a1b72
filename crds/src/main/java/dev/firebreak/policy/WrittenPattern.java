// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/** A pattern written in the policy itself, and where. */
public record WrittenPattern(NamePattern pattern, SourcePosition position) {}
