// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.event.LookupEvent.Outcome;
import dev.firebreak.bpf.event.LookupEvent.Transport;
import dev.firebreak.bpf.jni.Native;

/**
 * The end of a TCP stream whose question was denied where no answerer could reset it: without it the asker would wait for
 * an answer until its own time-out, for lock 1 only drops segments.
 */
public final class DeniedStream {
    private DeniedStream() {}

    /**
     * Closes the asker's connection (ECONNABORTED) if the event is of such a stream and its network namespace is that of the
     * calling thread.
     *
     * @return whether it was closed; not so where it ended by itself, or the kernel has no CONFIG_INET_DIAG_DESTROY: its
     *     question is denied all the same
     */
    public static boolean end(LookupEvent event) {
        return event.transport() == Transport.TCP
                && event.outcome() == Outcome.REFUSED
                && event.netns() == NetworkNamespace.current()
                && Native.destroyTcp0(
                                event.local().getAddress(),
                                event.localPort(),
                                event.remote().getAddress(),
                                event.remotePort())
                        == 0;
    }
}
