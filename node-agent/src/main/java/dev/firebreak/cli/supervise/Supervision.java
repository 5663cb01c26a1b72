// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.supervise;

import dev.firebreak.bpf.command.BornCommand;
import dev.firebreak.bpf.command.Next;

/** Stays with a command until its end. */
public final class Supervision {
    private Supervision() {}

    /** From now on no signal that is meant for the command ends firebreak; called before the command is started. */
    public static void begin() {
        BornCommand.catchSignals(SignalDecision.CAUGHT);
    }

    /** Forwards signals until the command has ended. */
    public static Ending await(BornCommand command) {
        while (true) {
            switch (command.next()) {
                case Next.Exited(int code) -> {
                    return new Ending.Exited(code);
                }
                case Next.Killed(int signal) -> {
                    return new Ending.Killed(signal);
                }
                case Next.Signalled(int signal, boolean fromTerminal) -> {
                    SignalDecision decision = SignalDecision.of(signal, fromTerminal);
                    if (decision.forward()) {
                        command.signal(signal);
                    }
                    if (decision.stopToo()) {
                        BornCommand.stopSelf();
                    }
                }
            }
        }
    }
}
