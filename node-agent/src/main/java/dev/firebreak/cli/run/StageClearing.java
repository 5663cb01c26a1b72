// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.cli.ground.Ground;
import dev.firebreak.cli.leftover.PinTree;
import dev.firebreak.cli.leftover.RunClaim;
import dev.firebreak.cli.leftover.RunRegister;
import dev.firebreak.cli.leftover.UnusedAnswerers;
import java.io.IOException;

/** Takes down what a run set up. */
final class StageClearing {
    private StageClearing() {}

    /** Does so unless processes are left: they stay filtered, and the next run clears it when they have ended. */
    static void takeDown(Ground ground, RunClaim claim, Cgroup cgroup) throws IOException {
        try (RunRegister register = RunRegister.open(ground.pins())) {
            if (cgroup.exists()) {
                try {
                    cgroup.remove();
                } catch (IOException populated) {
                    return;
                }
            }
            PinTree.remove(claim.pins());
            UnusedAnswerers.remove(register, ground.netns());
        }
    }
}
