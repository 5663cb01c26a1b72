// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * What happens to a question: it may go on, or it is answered with "no such name". The constants' names are those of
 * the YAML.
 */
public enum Action {
    Allow,
    Deny
}
