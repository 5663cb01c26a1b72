// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import dev.firebreak.proof.World;
import java.nio.file.Path;

/** A program that builds what the pod tests build and then waits, to be killed. */
public final class StandingPod {
    private StandingPod() {}

    /** Takes an empty folder; prints "standing" when all stands. */
    public static void main(String[] arguments) throws Exception {
        try (var world = new World(Path.of(arguments[0]));
                var pod = new FilteredPod(world, "standing")) {
            pod.attach();
            pod.answer();
            System.out.println("standing");
            System.in.read();
        }
    }
}
