// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.notice;

import dev.firebreak.agent.notice.Notice.Subject;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be said on pods, what has been said, and when what is due. Bounded: a pod gets {@link #BURST} events, then
 * one more every {@link #REFILL}; what goes beyond becomes one event that counts. So while the API server is away no more
 * than that is kept, and all of it is said later. Without a clock; safe for use by threads.
 */
public final class NoticeBook {
    static final int BURST = 20;
    static final Duration REFILL = Duration.ofMinutes(1);

    /** Libraries ask for A and AAAA at once: these are told as one. */
    static final Duration GATHER = Duration.ofMillis(300);

    /** An event that recurs is counted up at most so often. */
    static final Duration RECOUNT = Duration.ofSeconds(30);

    /** Events of one pod that are remembered, so that they can be counted up. */
    static final int LINES_KEPT = 64;

    /** More than one node has pods; beyond it, what is said of further ones is lost and counted. */
    static final int PODS_KEPT = 1_000;

    private final Map<PodUid, Page> pages = new LinkedHashMap<>();
    private long lost;

    /** What there is to write now. */
    public sealed interface Due {
        /** What it is about. */
        Notice notice();

        /** An event that is not there yet. */
        record Create(Notice notice) implements Due {}

        /** An event that is there, and happened again since. */
        record Recount(Notice notice) implements Due {}
    }

    private static final class Page {
        private final Sandbox pod;
        private final Map<Subject, Line> lines = new LinkedHashMap<>();
        private double tokens = BURST;
        private Instant refilled;
        private boolean ended;

        Page(Sandbox pod, Instant now) {
            this.pod = pod;
            this.refilled = now;
        }

        int waiting() {
            return (int) lines.values().stream().filter(Line::isNews).count();
        }

        /** Makes room for a line by the oldest that is told; false where all still wait. */
        boolean hasRoom() {
            if (lines.size() < LINES_KEPT) {
                return true;
            }
            Iterator<Line> each = lines.values().iterator();
            while (each.hasNext()) {
                if (!each.next().isNews()) {
                    each.remove();
                    return true;
                }
            }
            return false;
        }

        boolean takeToken(Instant now) {
            double fresh = (double) Duration.between(refilled, now).toMillis() / REFILL.toMillis();
            tokens = Math.min(BURST, tokens + Math.max(0, fresh));
            refilled = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    private static final class Line {
        private final Set<String> types = new LinkedHashSet<>();
        private final Instant first;
        private Instant last;
        private long count;
        private long written;
        private Instant writtenAt = Instant.MIN;

        Line(Instant first) {
            this.first = first;
            this.last = first;
        }

        boolean isNews() {
            return count > written;
        }

        Notice notice(Sandbox pod, Subject subject) {
            return new Notice(pod, subject, new LinkedHashSet<>(types), first, last, count);
        }
    }

    /** Notes that something happened {@code times} more often, at {@code at}. */
    public synchronized void add(Sandbox pod, Subject subject, String type, Instant at, long times) {
        Page page = pages.get(pod.uid());
        if (page == null) {
            if (pages.size() == PODS_KEPT) {
                lost += times;
                return;
            }
            page = new Page(pod, at);
            pages.put(pod.uid(), page);
        }
        Line line = page.lines.get(subject);
        if (line == null) {
            Subject kept = subject instanceof Subject.Lookup lookup && !(page.hasRoom() && page.takeToken(at))
                    ? new Subject.More(lookup.reason())
                    : subject;
            line = page.lines.computeIfAbsent(kept, key -> new Line(at));
        }
        if (!type.isEmpty()) {
            line.types.add(type);
        }
        line.last = at.isAfter(line.last) ? at : line.last;
        line.count += times;
    }

    /** Nothing more will happen to the pod: what is left is due at once, and then it is forgotten. */
    public synchronized void ended(PodUid pod) {
        Optional.ofNullable(pages.get(pod)).ifPresent(page -> page.ended = true);
    }

    /** Nothing more will happen at all: what is left is due at once. */
    public synchronized void endedAll() {
        pages.values().forEach(page -> page.ended = true);
    }

    /** One thing that is due by now; the same again until it is {@link #written}. */
    public synchronized Optional<Due> due(Instant now) {
        for (Iterator<Page> each = pages.values().iterator(); each.hasNext(); ) {
            Page page = each.next();
            for (Map.Entry<Subject, Line> entry : page.lines.entrySet()) {
                Line line = entry.getValue();
                if (line.isNews() && isDue(page, line, now)) {
                    Notice notice = line.notice(page.pod, entry.getKey());
                    return Optional.of(line.written == 0 ? new Due.Create(notice) : new Due.Recount(notice));
                }
            }
            if (page.ended) {
                each.remove();
            }
        }
        return Optional.empty();
    }

    private static boolean isDue(Page page, Line line, Instant now) {
        if (page.ended) {
            return true;
        }
        return line.written == 0 ? !now.isBefore(line.first.plus(GATHER)) : !now.isBefore(line.writtenAt.plus(RECOUNT));
    }

    /** It stands in the cluster as often as the notice says. Also for one that never can be written: it is let go. */
    public synchronized void written(Notice notice, Instant now) {
        Page page = pages.get(notice.pod().uid());
        Line line = page == null ? null : page.lines.get(notice.subject());
        if (line != null) {
            line.written = notice.count();
            line.writtenAt = now;
        }
    }

    /** Happenings of which nothing was said, for want of room. */
    public synchronized long lost() {
        return lost;
    }

    /** Events that are waiting to be written. */
    public synchronized int waiting() {
        return pages.values().stream().mapToInt(Page::waiting).sum();
    }
}
