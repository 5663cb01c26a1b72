// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.supervise;

import java.util.List;

/** What firebreak does with a signal that it received. Numbers are those of signal(7) on x86 and arm64. */
record SignalDecision(boolean forward, boolean stopToo) {
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final int SIGQUIT = 3;
    private static final int SIGUSR1 = 10;
    private static final int SIGALRM = 14;
    private static final int SIGTERM = 15;
    private static final int SIGCONT = 18;
    private static final int SIGTSTP = 20;
    private static final int SIGWINCH = 28;

    /** All that a person or a script sends to a command. SIGUSR2 is the runtime's own and cannot be forwarded. */
    static final List<Integer> CAUGHT =
            List.of(SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGALRM, SIGTERM, SIGCONT, SIGTSTP, SIGWINCH);

    /**
     * Decides. The command shares our foreground process group, so what the terminal sends it has already; a second one
     * would be taken for a user who insists.
     *
     * @param fromTerminal whether the terminal sent it to the whole group
     */
    static SignalDecision of(int signal, boolean fromTerminal) {
        return new SignalDecision(!fromTerminal, signal == SIGTSTP);
    }
}
