// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.agent.inventory.PodReport;
import dev.firebreak.agent.inventory.ReportStore;
import dev.firebreak.agent.notice.EventWriter;
import dev.firebreak.agent.notice.NoticeBook;
import dev.firebreak.agent.owner.Owner;
import dev.firebreak.agent.owner.OwnerLookup;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * All that telling asks of the API server, on one thread: owners, events, reports, in this order. While it is away,
 * everything waits; what waits is bounded, and what does not fit is counted.
 */
final class ApiDesk implements AutoCloseable {
    /** Ended pods whose reports wait: some 10 MiB at worst. */
    static final int REPORTS_WAITING = 256;

    private static final System.Logger LOG = System.getLogger(ApiDesk.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Deque<Sandbox> ownerless = new ArrayDeque<>();
    private final Deque<WaitingReport> reports = new ArrayDeque<>();
    private final Map<PodUid, List<Owner>> owners = new ConcurrentHashMap<>();
    private final OwnerLookup ownerLookup;
    private final NoticeBook book;
    private final EventWriter events;
    private final ReportStore store;
    private final AtomicLong refused = new AtomicLong();
    private final Semaphore news = new Semaphore(0);
    private final Clock clock;
    private final Thread thread;
    private long lostReports;
    private volatile boolean closing;

    private record WaitingReport(PodReport report, UUID write) {}

    ApiDesk(OwnerLookup ownerLookup, NoticeBook book, EventWriter events, ReportStore store, Clock clock) {
        this.ownerLookup = ownerLookup;
        this.book = book;
        this.events = events;
        this.store = store;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("telling-api").daemon().start(this::run);
    }

    /** Asks who made the pod; the answer is in {@link #owners} when it has come. */
    synchronized void findOwners(Sandbox pod) {
        ownerless.add(pod);
        news.release();
    }

    /** What made the pod, the nearest first; empty also while it is not known yet. */
    List<Owner> owners(PodUid pod) {
        return owners.getOrDefault(pod, List.of());
    }

    /** Takes a report to be written; the pod's owners are forgotten with it. */
    synchronized void write(PodReport report) {
        if (reports.size() == REPORTS_WAITING) {
            reports.removeFirst();
            lostReports++;
        }
        reports.add(new WaitingReport(report, UUID.randomUUID()));
        news.release();
    }

    /** There is something new in the book. */
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** Reports that never were written. */
    synchronized long lostReports() {
        return lostReports;
    }

    /** Writes that the API server refused for good. */
    long refused() {
        return refused.get();
    }

    private void run() {
        Duration pause = TICK;
        try {
            while (true) {
                try {
                    if (!step() && !awaitWork()) {
                        return;
                    }
                    pause = TICK;
                } catch (KubernetesClientException e) {
                    if (pause.equals(TICK)) {
                        LOG.log(Level.WARNING, "API server does not answer, to be tried again: " + e.getMessage());
                    }
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Does a piece of each kind of work; false when there is none.
     *
     * @throws KubernetesClientException when one failed in a way that may pass: that one is left to be done
     */
    private boolean step() {
        List<KubernetesClientException> failures = new ArrayList<>();
        boolean any = attempt(this::findOwners, failures);
        any |= attempt(this::writeNotice, failures);
        any |= attempt(this::writeReport, failures);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return any;
    }

    private static boolean attempt(BooleanSupplier work, List<KubernetesClientException> failures) {
        try {
            return work.getAsBoolean();
        } catch (KubernetesClientException e) {
            failures.add(e);
            return false;
        }
    }

    private boolean findOwners() {
        Optional<Sandbox> pod = first(ownerless);
        pod.ifPresent(sandbox -> {
            unlessRefused("owners of " + sandbox.name(), () -> owners.put(sandbox.uid(), ownerLookup.owners(sandbox)));
            done(ownerless, sandbox);
        });
        return pod.isPresent();
    }

    private boolean writeNotice() {
        Optional<NoticeBook.Due> due = book.due(clock.instant());
        due.ifPresent(now -> {
            unlessRefused("event on " + now.notice().pod().name(), () -> events.write(now));
            book.written(now.notice(), clock.instant());
        });
        return due.isPresent();
    }

    private boolean writeReport() {
        Optional<WaitingReport> waiting = first(reports);
        waiting.ifPresent(next -> {
            PodUid pod = new PodUid(next.report().podUid());
            PodReport report = next.report().ownedBy(owners(pod));
            unlessRefused("report of " + report.pod(), () -> store.write(report, next.write()));
            done(reports, next);
            if (report.end().isPresent()) {
                owners.remove(pod);
            }
        });
        return waiting.isPresent();
    }

    private synchronized <T> Optional<T> first(Deque<T> queue) {
        return Optional.ofNullable(queue.peek());
    }

    private synchronized <T> void done(Deque<T> queue, T task) {
        queue.remove(task);
    }

    /** What is refused for good is told once and let go; what may pass is thrown. */
    private void unlessRefused(String what, Runnable request) {
        try {
            request.run();
        } catch (KubernetesClientException e) {
            boolean mayPass = e.getCode() == 0 || e.getCode() == 401 || e.getCode() == 429 || e.getCode() >= 500;
            if (mayPass) {
                throw e;
            }
            refused.incrementAndGet();
            LOG.log(Level.INFO, "refused by the API server: " + what + ": " + e.getMessage());
        } catch (RuntimeException e) {
            // A bug of ours costs this one thing, loudly, and not the thread.
            refused.incrementAndGet();
            LOG.log(Level.ERROR, "a bug in firebreak: " + what, e);
        }
    }

    /** Waits until there may be work; false when there is none and none will come. */
    private boolean awaitWork() throws InterruptedException {
        if (closing && book.waiting() == 0) {
            return false;
        }
        if (book.waiting() > 0) {
            // Some event is not due yet.
            Thread.sleep(TICK);
        } else {
            news.acquire();
            news.drainPermits();
        }
        return true;
    }

    /** Writes what waits, for at most five seconds; what is not written then is lost. */
    @Override
    public void close() {
        closing = true;
        news.release();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
