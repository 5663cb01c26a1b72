// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import java.util.List;

/**
 * What this kernel and host offer the filter, found without side effects: nothing stays loaded, attached, mounted or
 * written.
 *
 * @param features every feature asked for, those that the filter cannot do without first
 */
public record BpfSupport(List<Feature> features) {
    public BpfSupport {
        features = List.copyOf(features);
    }

    /** Asks the kernel and the host, each time anew; some milliseconds. */
    public static BpfSupport probe() {
        return new BpfSupport(FeatureProbe.all());
    }

    /** Returns the features that keep the filter from working here; empty where it works. */
    public List<Feature> missing() {
        return features.stream().filter(Feature::blocks).toList();
    }

    /** Tells whether the feature of this name was found; a name that was never asked for is our own mistake. */
    public boolean has(String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no such feature: " + name))
                .there();
    }
}
