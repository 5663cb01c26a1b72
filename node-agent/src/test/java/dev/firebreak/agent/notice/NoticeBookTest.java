// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.agent.notice.Notice.Subject;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said on a pod, and when. */
class NoticeBookTest {
    private static final Instant START = Instant.parse("2026-11-23T23:10:00Z");
    private static final Sandbox POD = pod("deploy", "3b1f2c55-0000-4000-8000-000000000001");

    private final NoticeBook book = new NoticeBook();
    private Instant now = START;

    @Test
    void shouldBeOneEventWhenALibraryAsksForBothAddresses() {
        // Given
        happens(POD, "frontend.example.com", "A");
        happens(POD, "frontend.example.com", "AAAA");

        // When
        List<NoticeBook.Due> atOnce = dues();
        now = now.plus(NoticeBook.GATHER);
        List<NoticeBook.Due> later = dues();

        // Then
        assertThat(atOnce).isEmpty();
        assertThat(later).singleElement().satisfies(due -> {
            assertThat(due).isInstanceOf(NoticeBook.Due.Create.class);
            assertThat(due.notice().count()).isEqualTo(2);
            assertThat(NoticeText.of(due.notice()))
                    .isEqualTo(
                            "drain-cli <- deploy.sh in container deploy asked for frontend.example.com (A, AAAA): denied"
                                    + " by rule frontend of DeployDnsPolicy/database-deploy: the frontend is served by this database");
        });
    }

    @Test
    void shouldCountUpNowAndThenWhenItHappensAgain() {
        // Given
        happens(POD, "frontend.example.com", "A");
        now = now.plus(NoticeBook.GATHER);
        dues();

        // When
        happens(POD, "frontend.example.com", "A");
        List<NoticeBook.Due> soon = dues();
        now = now.plus(NoticeBook.RECOUNT);
        List<NoticeBook.Due> later = dues();

        // Then
        assertThat(soon).isEmpty();
        assertThat(later).singleElement().isInstanceOf(NoticeBook.Due.Recount.class);
        assertThat(later.getFirst().notice().count()).isEqualTo(2);
    }

    @Test
    void shouldSayTheRestInOneWhenAPodAsksForRandomNames() {
        // Given
        for (int i = 0; i < 1_000; i++) {
            happens(POD, "x" + i + ".example.com", "A");
        }

        // When
        now = now.plus(NoticeBook.GATHER);
        List<NoticeBook.Due> all = dues();

        // Then
        assertThat(all).hasSize(NoticeBook.BURST + 1);
        Notice rest = all.getLast().notice();
        assertThat(rest.subject()).isEqualTo(new Subject.More(Reason.DNS_LOOKUP_DENIED));
        assertThat(rest.count()).isEqualTo(1_000 - NoticeBook.BURST);
    }

    @Test
    void shouldSpeakOfAnotherPodAllTheSameWhenOneIsNoisy() {
        for (int i = 0; i < 1_000; i++) {
            happens(POD, "x" + i + ".example.com", "A");
        }
        Sandbox quiet = pod("quiet", "3b1f2c55-0000-4000-8000-000000000002");
        happens(quiet, "frontend.example.com", "A");
        now = now.plus(NoticeBook.GATHER);

        assertThat(dues()).extracting(due -> due.notice().pod()).contains(quiet);
    }

    @Test
    void shouldSayAllAtOnceAndForgetThePodWhenItEnds() {
        // Given
        happens(POD, "frontend.example.com", "A");

        // When
        book.ended(POD.uid());

        // Then
        assertThat(dues()).hasSize(1);
        assertThat(book.waiting()).isZero();
        happens(POD, "frontend.example.com", "A");
        now = now.plus(NoticeBook.GATHER);
        assertThat(dues())
                .singleElement()
                .satisfies(due -> assertThat(due.notice().count()).isEqualTo(1));
    }

    @Test
    void shouldKeepNoMoreThanItMayWhenNothingCanBeWrittenForDays() {
        // Given
        for (int minute = 0; minute < 3_000; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            happens(POD, "x" + minute + ".example.com", "A");
        }

        // When, Then
        assertThat(book.waiting()).isLessThanOrEqualTo(NoticeBook.LINES_KEPT + 1);
        assertThat(dues().stream().mapToLong(due -> due.notice().count()).sum()).isEqualTo(3_000);
    }

    @Test
    void shouldCountAsLostWhenThereAreMorePodsThanANodeHas() {
        for (int i = 0; i <= NoticeBook.PODS_KEPT; i++) {
            happens(pod("p" + i, "uid-" + i), "frontend.example.com", "A");
        }

        assertThat(book.lost()).isEqualTo(1);
    }

    private void happens(Sandbox pod, String name, String type) {
        book.add(
                pod,
                new Subject.Lookup(
                        Reason.DNS_LOOKUP_DENIED,
                        "drain-cli <- deploy.sh",
                        name,
                        "deploy",
                        "rule frontend of DeployDnsPolicy/database-deploy",
                        "the frontend is served by this database"),
                type,
                now,
                1);
    }

    private List<NoticeBook.Due> dues() {
        List<NoticeBook.Due> all = new ArrayList<>();
        Optional<NoticeBook.Due> due = book.due(now);
        while (due.isPresent()) {
            all.add(due.get());
            book.written(due.get().notice(), now);
            due = book.due(now);
        }
        return all;
    }

    private static Sandbox pod(String name, String uid) {
        return new Sandbox("s", new PodUid(uid), "database", name, Map.of(), Map.of(), "", "", "", 0, Optional.empty());
    }
}
