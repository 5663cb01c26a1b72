// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * What a rule does to a question that one of its patterns matches. A rule of {@code spec.deny} denies, or with
 * {@code mode: Audit} only records; a rule of {@code spec.allow} allows.
 */
public enum Effect {
    DENY,
    ALLOW,
    /** Records and never decides: the walk goes on as if the rule were absent. */
    AUDIT
}
