// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/** A rule's reference to a list, and where it was written. */
public record NamesFrom(ConfigMapKey configMap, SourcePosition position) {}
