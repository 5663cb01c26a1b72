// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.notice;

/**
 * A Kubernetes event about a policy.
 *
 * @param warning whether somebody should act
 * @param reason one word
 */
public record Notice(boolean warning, String reason, String message) {}
