// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.filter.CgroupAttachment;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.list.Lists;
import dev.firebreak.bpf.list.NameEntries;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeFlag;
import dev.firebreak.cli.policies.StandingPolicy;
import dev.firebreak.policy.compiled.CompiledPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * An empty cgroup held to policies, before anything is born in it.
 *
 * @param scope what it is held to
 */
record HeldCgroup(Cgroup cgroup, Scope scope, CgroupAttachment attachment) implements AutoCloseable {
    private static final long SCOPE_ID = 1;
    private static final long GENERATION = 1;

    /** Loads the lists of the policies, each once. */
    static void load(List<StandingPolicy> policies, Lists lists) {
        for (CompiledPolicy compiled :
                policies.stream().map(StandingPolicy::compiled).distinct().toList()) {
            lists.load(digest(compiled), entries(compiled));
        }
    }

    /**
     * Writes the scope, pins the filter, attaches it. Attaching comes last, and the cgroup is closed from its first link
     * on: killed at any step, this leaves either an empty unfiltered cgroup or a filtered one.
     *
     * @param filter its lists are loaded
     */
    static HeldCgroup hold(Cgroup cgroup, Filter filter, List<StandingPolicy> policies, Path pins) {
        Scope scope = new Scope(
                SCOPE_ID,
                GENERATION,
                Set.of(ScopeFlag.RECORDS_ALLOWED, ScopeFlag.ARGUMENTS),
                policies.stream().map(HeldCgroup::use).toList());
        filter.scopes().put(scope);
        filter.pin(pins.resolve("filter"));
        return new HeldCgroup(cgroup, scope, filter.attach(cgroup, scope, pins.resolve("links")));
    }

    private static ListUse use(StandingPolicy policy) {
        return new ListUse(digest(policy.compiled()), policy.enforces(), policy.deniesByDefault(), true);
    }

    private static ListDigest digest(CompiledPolicy compiled) {
        return ListDigest.of(compiled.digest().bytes());
    }

    private static NameEntries entries(CompiledPolicy compiled) {
        return new NameEntries() {
            @Override
            public int count() {
                return compiled.entries();
            }

            @Override
            public void forEach(Sink sink) {
                compiled.forEachEntry(sink::add);
            }
        };
    }

    @Override
    public void close() {
        attachment.close();
    }
}
