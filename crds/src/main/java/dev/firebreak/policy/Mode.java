// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/** Whether a policy's denials are carried out or only recorded. The constants' names are those of the YAML. */
public enum Mode {
    /** Records what it would deny; decides nothing. */
    Audit,
    /** Denies. */
    Enforce
}
