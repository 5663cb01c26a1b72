// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

/** An object by its name, and which one of that name. */
record ObjectName(String name, String uid) {}
