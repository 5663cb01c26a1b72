// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.agent.header.PolicyHeader.ListRef;
import dev.firebreak.bpf.list.Lists;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The lists that this node's pods need. Each is fetched and loaded once, however many pods and policies share it, on a thread
 * of its own; what fails is tried again, and changes nothing that is in force. Safe for use by many threads.
 */
public final class NodeLists implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NodeLists.class.getName());

    /** So long a list stays after the last pod that needed it: a refused pod comes again, and so does the next deploy. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LAST_RETRY_MILLIS = 60_000;

    private final Payloads payloads;
    private final PayloadCache cache;
    private final KernelLists kernel;
    private final Clock clock;
    private final Runnable changed;
    private final Map<Digest, Entry> entries = new HashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("firebreak-lists").daemon().factory());

    private static final class Entry {
        private final ListRef list;
        private ListState state = new ListState.Pending();
        private Instant lastWanted;
        private int failures;

        private Entry(ListRef list, Instant now) {
            this.list = list;
            this.lastWanted = now;
        }
    }

    /**
     * @param folder of the node's cache
     * @param limitBytes of kernel memory, maxListMemory
     * @param changed called after each change of a list's state, on a thread of this class
     */
    public NodeLists(Lists lists, ApiChunks chunks, Path folder, long limitBytes, Clock clock, Runnable changed) {
        this.cache = new PayloadCache(folder.resolve("lists"));
        this.payloads = new Payloads(cache, chunks);
        this.kernel = new KernelLists(lists, limitBytes);
        this.clock = clock;
        this.changed = changed;
    }

    /** Says which lists pods need now; the others stay for some minutes. */
    public synchronized void want(Collection<ListRef> lists) {
        Instant now = clock.instant();
        for (ListRef list : lists) {
            Entry entry = entries.get(list.digest());
            if (entry == null) {
                entry = new Entry(list, now);
                entries.put(list.digest(), entry);
                Entry fresh = entry;
                worker.execute(() -> bring(fresh));
            }
            entry.lastWanted = now;
        }
    }

    /** What became of a list; Pending if nobody asked for it. */
    public synchronized ListState state(Digest digest) {
        Entry entry = entries.get(digest);
        return entry == null ? new ListState.Pending() : entry.state;
    }

    /** The list's rules, if it is in the kernel. */
    public Optional<ListMeaning> meaning(Digest digest) {
        return state(digest) instanceof ListState.Ready(ListMeaning meaning) ? Optional.of(meaning) : Optional.empty();
    }

    /** Waits until each of these lists is in the kernel or has failed, or the time is over. */
    public synchronized void await(Collection<Digest> digests, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (digests.stream().anyMatch(digest -> state(digest) instanceof ListState.Pending)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Kernel memory of all lists. */
    public long usedBytes() {
        return kernel.usedBytes();
    }

    /** Kernel memory that lists may take. */
    public long limitBytes() {
        return kernel.limitBytes();
    }

    /**
     * Lets go of lists that no scope names and that nobody has wanted for some minutes.
     *
     * @param named by scopes; the caller keeps any from being named anew meanwhile
     * @param headers lists of all policies: the cache keeps theirs
     */
    public synchronized void retain(Set<Digest> named, Set<Digest> headers) {
        Instant old = clock.instant().minus(GRACE);
        var kept = new HashSet<>(headers);
        kept.addAll(named);
        for (Entry entry : Set.copyOf(entries.values())) {
            Digest digest = entry.list.digest();
            if (!named.contains(digest) && entry.lastWanted.isBefore(old)) {
                entries.remove(digest);
                worker.execute(() -> kernel.remove(digest));
                LOG.log(System.Logger.Level.INFO, "list let go digest={0}", digest.hex());
            } else {
                kept.add(digest);
            }
        }
        worker.execute(() -> cache.keepOnly(kept));
    }

    private void bring(Entry entry) {
        ListState state;
        try {
            CompiledPolicy policy = payloads.get(entry.list);
            kernel.load(policy);
            state = new ListState.Ready(ListMeaning.of(policy));
            LOG.log(
                    System.Logger.Level.INFO,
                    "list loaded digest={0} entries={1,number,#} usedBytes={2,number,#}",
                    policy.digest().hex(),
                    policy.entries(),
                    kernel.usedBytes());
        } catch (ListFailure e) {
            state = new ListState.Failed(e.reason(), e.words());
            LOG.log(
                    System.Logger.Level.WARNING,
                    "list not loaded digest={0} reason={1}: {2}",
                    entry.list.digest().hex(),
                    e.reason(),
                    e.words());
        } catch (RuntimeException bug) {
            state = new ListState.Failed(ListFailure.Reason.LoadFailed, bug.toString());
            LOG.log(System.Logger.Level.ERROR, "list not loaded", bug);
        }
        settle(entry, state);
        changed.run();
    }

    private synchronized void settle(Entry entry, ListState state) {
        entry.state = state;
        if (state instanceof ListState.Failed && entries.get(entry.list.digest()) == entry) {
            long delay = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(entry.failures++, 6));
            long jitter = ThreadLocalRandom.current().nextLong(delay / 2);
            var _ = worker.schedule(() -> again(entry), delay + jitter, TimeUnit.MILLISECONDS);
        }
        notifyAll();
    }

    private void again(Entry entry) {
        synchronized (this) {
            if (entries.get(entry.list.digest()) != entry) {
                return;
            }
        }
        bring(entry);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
