// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

/** How `firebreak run` turns a denied question away. */
enum AnswerMode {
    /** The answerer makes the question into its answer, "no such name". */
    NXDOMAIN("auto"),
    /** No answerer: the sender's own system call fails; a TCP question is lost and its socket closed. */
    EPERM("off");

    private final String answerSwitch;

    AnswerMode(String answerSwitch) {
        this.answerSwitch = answerSwitch;
    }

    /** The value of {@code firebreak run --answer}. */
    String answerSwitch() {
        return answerSwitch;
    }
}
