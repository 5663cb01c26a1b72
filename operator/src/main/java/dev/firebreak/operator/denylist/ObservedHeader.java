// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

/**
 * A header as the API server has it.
 *
 * @param version the object's resourceVersion: a write that names an older one is refused
 */
public record ObservedHeader(Header header, String version) {}
