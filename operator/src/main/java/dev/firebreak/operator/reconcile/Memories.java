// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import static java.util.stream.Collectors.toMap;

import dev.firebreak.operator.compile.Compilation;
import dev.firebreak.operator.compile.Compiler;
import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.denylist.Header;
import dev.firebreak.operator.lists.ListIndex;
import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.policy.PolicyResource;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What every policy came to; one is compiled again only when it, a list of it, or the time has changed. Never asked for
 * one policy by two threads at once.
 */
final class Memories {
    private static final Logger LOG = Logger.getLogger(Memories.class);

    private final Clock clock;
    private final Compiler compiler;
    private final ListIndex lists;
    private final CompileMetrics metrics;
    private final BiFunction<PolicyResource, Compilation.Result, Header> publish;
    private final Map<String, Memory> byUid = new ConcurrentHashMap<>();

    /** @param publish puts a compiled list where nodes find it, and says by which header they do */
    Memories(
            Clock clock,
            Compiler compiler,
            ListIndex lists,
            CompileMetrics metrics,
            BiFunction<PolicyResource, Compilation.Result, Header> publish) {
        this.clock = clock;
        this.compiler = compiler;
        this.lists = lists;
        this.metrics = metrics;
        this.publish = publish;
    }

    boolean knows(String uid) {
        return byUid.containsKey(uid);
    }

    /**
     * What a policy comes to now.
     *
     * @param found its header in the cluster: its last good one, if this process has not compiled it yet
     */
    Memory current(PolicyResource policy, Optional<Header> found) {
        Memory memory = byUid.get(policy.uid());
        if (memory != null
                && !memory.isOutdated(
                        policy.generation(), revisions(memory.revisions().keySet()), clock.instant())) {
            return memory;
        }
        Memory now = compile(policy, memory == null ? found : memory.good());
        byUid.put(policy.uid(), now);
        if (memory == null
                || !memory.finding().equals(now.finding())
                || !memory.good().equals(now.good())) {
            LOG.infof(
                    "policy compiled policy=%s generation=%d finding=%s digest=%s entries=%d",
                    policy.id(),
                    policy.generation(),
                    now.finding().getClass().getSimpleName(),
                    now.good().map(made -> made.list().digest().hex()).orElse("none"),
                    now.good().map(Header::entries).orElse(0));
        }
        return now;
    }

    private Memory compile(PolicyResource policy, Optional<Header> good) {
        Compilation compilation =
                metrics.timed(() -> compiler.compile(policy, clock.instant(), maps -> lists.rest(policy.id(), maps)));
        Optional<Header> header = compilation
                .result()
                .map(result -> publish.apply(policy, result))
                .or(() -> good);
        return new Memory(policy.generation(), compilation.rests(), compilation.finding(), header);
    }

    /**
     * The list is no longer there as it was stored: the next look compiles and stores it anew. A policy in error has no
     * list to store: that comes when it is mended.
     */
    void doubt(String uid) {
        byUid.computeIfPresent(
                uid,
                (key, memory) -> memory.finding() instanceof Finding.Compiled
                        ? new Memory(-1, memory.revisions(), memory.finding(), memory.good())
                        : memory);
    }

    void forget(String uid) {
        byUid.remove(uid);
    }

    private Map<ListMap, Optional<String>> revisions(Set<ListMap> maps) {
        return maps.stream().collect(toMap(Function.identity(), lists::revision));
    }
}
