// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

import java.net.InetAddress;
import java.util.Optional;

/**
 * One lookup, as the kernel saw it.
 *
 * @param nanos CLOCK_MONOTONIC when it was judged (System.nanoTime's clock on Linux)
 * @param scope the scope that judged it
 * @param generation of that scope: tells which lists the indexes of the causes mean
 * @param key of its repeats
 * @param count lookups under this key so far, this one included
 * @param verdict what was decided
 * @param outcome what was done to the packet
 * @param transport UDP or TCP
 * @param name the name asked for, as asked (case kept), without the trailing dot, odd octets escaped as in RFC 1035,
 *     5.1; empty for a malformed packet and for the root
 * @param type the record type's mnemonic, or TYPE12345 (RFC 3597)
 * @param decided why it was denied, or which allow rule let it pass
 * @param audited which audited rule or list spoke against it
 * @param local the asking socket's address
 * @param localPort its port
 * @param remote the server's address
 * @param remotePort its port
 * @param device index of the outgoing device
 * @param netns inode number of the asking network namespace; 0: not known
 * @param process who asked; empty where attribution is not loaded or failed
 */
public record LookupEvent(
        long nanos,
        long scope,
        long generation,
        RepeatKey key,
        long count,
        Verdict verdict,
        Outcome outcome,
        Transport transport,
        String name,
        String type,
        Cause decided,
        Cause audited,
        InetAddress local,
        int localPort,
        InetAddress remote,
        int remotePort,
        int device,
        int netns,
        Optional<AskingProcess> process) {

    /** What was decided. */
    public enum Verdict {
        /** It passed. */
        ALLOWED,
        /** It passed, though a rule or a policy in mode Audit would deny it. */
        AUDITED,
        /** It was denied. */
        DENIED,
        /** A packet on a DNS port that is no well-formed question; denied if the scope enforces. */
        MALFORMED
    }

    /** What was done to the packet. */
    public enum Outcome {
        /** It went its way. */
        PASSED,
        /** Left to the answerer: NXDOMAIN, for TCP a reset. */
        ANSWERED,
        /** EPERM for UDP; a TCP segment was dropped. */
        REFUSED
    }

    /** How it was asked. */
    public enum Transport {
        UDP,
        TCP
    }
}
