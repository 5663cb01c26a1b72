// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

/**
 * An object by its name.
 *
 * @param uid which one of that name
 * @param version which state of it
 */
record ObjectName(String name, String uid, String version) {}
