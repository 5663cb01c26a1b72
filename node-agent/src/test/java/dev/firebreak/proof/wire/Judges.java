// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.wire;

import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.TestRun;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.list.NameEntries;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeFlag;
import dev.firebreak.proof.DeniedNames;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Lock 1 and lock 2 on packets that nobody sends, under each of a few policies. */
final class Judges implements AutoCloseable {
    static final int DROPPED = 0;
    static final int PASSED = 1;
    static final String DENIED = "frontend.example.com";
    private static final ListDigest NOTHING = ListDigest.of(new byte[32]);
    private static final ListDigest NAMES = ListDigest.of(digestOf(1));

    private final TestRun kernel = TestRun.load(FilterConfig.DEFAULT);

    /** What a scope says, in one list. */
    enum Policy {
        DENY_ALL(1, true, true),
        DENY_NAMES(2, true, false),
        ALLOW_ALL(3, true, false),
        AUDIT_ALL(4, false, true);

        final int scope;
        final boolean enforces;
        final boolean deniesByDefault;

        Policy(int scope, boolean enforces, boolean deniesByDefault) {
            this.scope = scope;
            this.enforces = enforces;
            this.deniesByDefault = deniesByDefault;
        }
    }

    Judges() {
        kernel.lists().load(NOTHING, new NameEntries() {
            @Override
            public int count() {
                return 0;
            }

            @Override
            public void forEach(Sink sink) {}
        });
        kernel.lists().load(NAMES, new DeniedNames(DENIED));
        for (Policy policy : Policy.values()) {
            ListDigest list = policy == Policy.DENY_NAMES ? NAMES : NOTHING;
            var use = new ListUse(list, policy.enforces, policy.deniesByDefault, true);
            kernel.scopes().put(new Scope(policy.scope, 1, Set.of(ScopeFlag.SILENT), List.of(use)));
        }
    }

    private static byte[] digestOf(int first) {
        byte[] digest = new byte[32];
        digest[0] = (byte) first;
        return digest;
    }

    /** What becomes of one packet with the fields of its socket buffer. */
    int run(String judge, Policy policy, byte[] frame, byte[] context) {
        kernel.judgeFor(policy.scope);
        return kernel.run(judge, frame, context);
    }

    /** What becomes of many. */
    void run(String judge, Policy policy, ByteBuffer frames, int[] lengths, int[] results) {
        kernel.judgeFor(policy.scope);
        kernel.run(judge, frames, lengths, results);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
