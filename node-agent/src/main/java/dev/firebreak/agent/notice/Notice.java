// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.notice;

import dev.firebreak.agent.pod.Sandbox;
import java.time.Instant;
import java.util.Set;

/**
 * An event on a pod as it stands now.
 *
 * @param pod what it is about
 * @param subject what is said of it, once for all its recurrences
 * @param types record types asked for by now, in the order asked; empty where it is about no lookup
 * @param count how often it happened by now
 */
public record Notice(Sandbox pod, Subject subject, Set<String> types, Instant first, Instant last, long count) {
    /** What makes two happenings one event. */
    public sealed interface Subject {
        /** The reason of the event. */
        Reason reason();

        /**
         * One name, denied or audited by one rule, for one command.
         *
         * @param asker the command and its parents; empty where the kernel cannot tell
         * @param name empty for a malformed question
         * @param container empty where it is not known
         * @param rule the rule and its policy, as in "rule frontend of DeployDnsPolicy/database-deploy"; empty where no
         *     rule spoke
         * @param why the rule's reason; empty if it has none
         */
        record Lookup(Reason reason, String asker, String name, String container, String rule, String why)
                implements Subject {}

        /** Lookups beyond those that get events of their own. */
        record More(Reason reason) implements Subject {}

        /** What is said in words. */
        record Words(Reason reason, String words) implements Subject {}
    }
}
