// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.ground;

import dev.firebreak.bpf.BpfSupport;
import dev.firebreak.bpf.Feature;
import dev.firebreak.cli.failure.Refusal;
import java.util.List;

/** Says why the kernel side failed, in terms of what this host lacks. Asked only after a failure: it costs some milliseconds. */
public final class Diagnosis {
    private Diagnosis() {}

    /** The refusal for a failure of the kernel side before the command was started. */
    public static Refusal of(RuntimeException failure) {
        List<Feature> missing = BpfSupport.probe().missing();
        String what = String.valueOf(failure.getMessage()).lines().findFirst().orElse("the kernel refused");
        if (missing.isEmpty()) {
            return Refusal.of(
                            "the filter cannot be put in place, nothing was started",
                            String.valueOf(failure.getMessage()).lines().toList(),
                            "`firebreak probe` shows what this host offers; `firebreak detach --all` clears what a crash"
                                    + " left")
                    .because(failure);
        }
        return Refusal.of(
                        "this host lacks what the filter needs, nothing was started: " + what,
                        missing.stream().map(Diagnosis::line).toList(),
                        "`firebreak probe` shows all of it")
                .because(failure);
    }

    private static String line(Feature feature) {
        return feature.name() + " is missing (" + feature.detail() + "): " + feature.otherwise();
    }
}
