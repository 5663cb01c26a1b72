// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

/** A generation of containerd, both of which the agent has to live with. */
public enum Containerd {
    /** The older one: its NRI has one call for all events of a pod, and no plugin can be required. */
    V1_7("1.7"),
    /** The newer one: its NRI has a call for each event, and a default validator that knows required plugins. */
    V2_4("2.4");

    private final String version;

    Containerd(String version) {
        this.version = version;
    }

    /** As {@code script/cluster up --containerd} takes it. */
    public String version() {
        return version;
    }
}
