// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

/** What became of covering the device towards one nameserver. */
public sealed interface Coverage {
    /** Its probe packet was seen by our counter: denied questions that leave by it are answered. */
    record Covered(Device device) implements Coverage {}

    /** It is not covered: denied questions that leave by it get EPERM. The reason, in words for the report. */
    record NotCovered(String nameserver, String reason) implements Coverage {}
}
