// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.owner;

/**
 * A controller that made a pod, or made what made it.
 *
 * @param kind as in "Job"
 * @param uid its UID; empty where it is not known
 */
public record Owner(String kind, String name, String uid) {
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
