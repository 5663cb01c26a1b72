// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.event.EventReader;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import dev.firebreak.bpf.list.Lists;
import dev.firebreak.bpf.scope.Scopes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * The filter's own judges, run on packets that nobody sends (BPF_PROG_TEST_RUN): for tests and benchmarks. Their scope is
 * the one that {@link #judgeFor} named, for such a run has no cgroup; all else is the code that stands in production.
 */
public final class TestRun implements AutoCloseable {
    /** Judges the question of an Ethernet frame; returns what enum fb_test_result packs. */
    public static final String JUDGE = "fb_test_judge";

    /** Lock 1 on a packet behind an Ethernet header: 1 passes, 0 drops. */
    public static final String EGRESS = "fb_test_egress";

    /** Lock 2, likewise. */
    public static final String INGRESS = "fb_test_ingress";

    private final LoadedObject object;

    private TestRun(LoadedObject object) {
        this.object = object;
    }

    /** Loads the judges, without any scope or list. */
    public static TestRun load(FilterConfig config) {
        return new TestRun(ObjectFile.load(config, List.of(JUDGE, EGRESS, INGRESS)));
    }

    /** Returns the scopes. */
    public Scopes scopes() {
        return Scopes.in(object::map);
    }

    /** Returns the lists. */
    public Lists lists() {
        return Lists.in(object::map);
    }

    /** Begins to read both rings on a thread of its own; one reader at a time. */
    public EventReader readEvents(Consumer<LookupEvent> sink) {
        return EventReader.start(
                object.map("fb_denied").descriptor(), object.map("fb_allowed").descriptor(), sink);
    }

    /** From now on all judges judge for this scope; 0 is none. */
    public void judgeFor(long scope) {
        object.map("fb_test_scope").put(Bytes.of(0), Bytes.of(scope), 0);
    }

    /**
     * Runs a judge on one packet.
     *
     * @param context struct __sk_buff as the packet shall have it (gso_segs and such); all zero for an ordinary one
     */
    public int run(String judge, byte[] packet, byte[] context) {
        int[] result = new int[3];
        Errno.check(
                Native.testRun0(object.program(judge).number(), packet, context.clone(), 1, null, result),
                "run " + judge + " on a packet");
        return result[0];
    }

    /**
     * Runs a judge on many packets.
     *
     * @param packets a direct buffer with the packets on end, from its start
     * @param lengths the bytes of each
     * @param results what was returned for each
     */
    public void run(String judge, ByteBuffer packets, int[] lengths, int[] results) {
        Errno.check(
                Native.testRunMany0(object.program(judge).number(), packets, lengths, results),
                "run " + judge + " on " + lengths.length + " packets");
    }

    @Override
    public void close() {
        object.close();
    }
}
