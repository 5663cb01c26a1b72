// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.agent.inventory.ReportStore;
import dev.firebreak.agent.notice.EventWriter;
import dev.firebreak.agent.notice.NoticeBook;
import dev.firebreak.agent.owner.OwnerLookup;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.event.RepeatKey;
import dev.firebreak.bpf.scope.ScopeCounters;
import dev.firebreak.lookup.EventReading;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Tells what pods look up: a line each, events on the pod, a report at its end. Whoever calls it only fills a queue; one
 * thread does the sums, one writes the lines, one speaks with the API server, and none waits for another.
 */
public final class Telling implements PodLookups, AutoCloseable {
    /** Lookups that wait for the sums: some 4 MiB. Beyond, they are judged all the same, and counted as lost. */
    static final int LOOKUPS_WAITING = 4096;

    private static final System.Logger LOG = System.getLogger(Telling.class.getName());
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger lookupsWaiting = new AtomicInteger();
    private final AtomicLong lostLookups = new AtomicLong();
    private final NoticeBook book = new NoticeBook();
    private final Consumer<Duration> gaps;
    private final LogStream log;
    private final ApiDesk desk;
    private final PodFiles files;
    private final Thread thread;

    /** One thing to do with the files, on their thread. */
    private record Task(Runnable work, boolean isLast) {}

    /**
     * @param node this node's name: reports that name another are refused
     * @param log where the lines go: standard output
     * @param repeats how often each lookup of a scope was made, {@link dev.firebreak.bpf.event.Repeats#counts}: asked at
     *     a pod's end, for what came within the last second of an event is told only there
     * @param gaps takes how long a pod ran without its filter
     * @param containerNames a container's name by its id, where the runtime has told it
     */
    public Telling(
            KubernetesClient client,
            String node,
            OutputStream log,
            Function<String, Optional<String>> containerNames,
            LongFunction<Map<RepeatKey, Long>> repeats,
            Consumer<Duration> gaps,
            Clock clock) {
        this.gaps = gaps;
        this.log = new LogStream(log);
        this.desk = new ApiDesk(
                new OwnerLookup(client),
                book,
                new EventWriter(client, node, UUID.randomUUID()),
                new ReportStore(client),
                clock);
        this.files = new PodFiles(
                node, book, desk, this.log, containerNames, repeats, clock, EventReading.epochNow(), Path.of("/proc"));
        this.thread = Thread.ofPlatform().name("telling").daemon().start(this::run);
    }

    private void run() {
        try {
            Task task;
            do {
                task = tasks.take();
                perform(task);
            } while (!task.isLast());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A bug of ours costs this one thing, loudly, and not the thread. */
    private void perform(Task task) {
        try {
            task.work().run();
        } catch (RuntimeException e) {
            lostLookups.incrementAndGet();
            LOG.log(System.Logger.Level.ERROR, "a bug in firebreak: a pod's lookup is not told", e);
        }
    }

    private void later(Runnable work) {
        tasks.add(new Task(work, false));
    }

    @Override
    public void began(EnforcedPod pod) {
        later(() -> files.open(pod));
    }

    @Override
    public void lookup(
            EnforcedPod pod, LookupEvent event, Optional<RuleOfPolicy> decided, Optional<RuleOfPolicy> audited) {
        if (lookupsWaiting.incrementAndGet() > LOOKUPS_WAITING) {
            lookupsWaiting.decrementAndGet();
            lostLookups.incrementAndGet();
            return;
        }
        later(() -> {
            lookupsWaiting.decrementAndGet();
            files.lookup(pod, event, decided, audited);
        });
    }

    @Override
    public void gap(EnforcedPod pod, Duration gap) {
        gaps.accept(gap);
        later(() -> files.gap(pod, gap));
    }

    @Override
    public void unenforceable(Sandbox pod, String reason) {
        later(() -> files.unenforceable(pod, reason));
    }

    @Override
    public void answererRestored(EnforcedPod pod, String device) {
        later(() -> files.answererRestored(pod.sandbox(), device));
    }

    @Override
    public void ended(PodUid pod, Optional<ScopeCounters> counters) {
        later(() -> files.end(pod, counters));
    }

    /** What could not be told by now. */
    public Losses losses() {
        return new Losses(lostLookups.get(), log.lost(), book.lost(), desk.lostReports(), desk.refused());
    }

    /** Tells what is known so far, also of pods that go on: at most some ten seconds, if the API server is away. */
    @Override
    public void close() {
        tasks.add(new Task(files::closeAll, true));
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
        desk.close();
    }
}
