// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.firebreak.bpf.Asker;
import dev.firebreak.bpf.Names;
import dev.firebreak.bpf.RootTest;
import dev.firebreak.bpf.Site;
import dev.firebreak.bpf.answer.DeniedStream;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.event.LookupEvent.Outcome;
import dev.firebreak.bpf.event.LookupEvent.Verdict;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeFlag;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RootTest
@ExtendWith(Site.Each.class)
class FilterKernelIT {
    private static final Scope SCOPE = new Scope(
            7,
            1,
            Set.of(ScopeFlag.RECORDS_ALLOWED, ScopeFlag.ARGUMENTS),
            List.of(new ListUse(Names.digest("a"), true, false, true)));

    /** Nobody listens there: an allowed question is answered by ICMP, which resets the connected socket. */
    private static final String NOBODY = "127.0.0.77";

    @Test
    void shouldDenyAndTellWhenTheNameIsOnTheList(Site site) {
        // Given
        var asker = new Asker(site.cgroup(), Optional.empty());
        var events = new CopyOnWriteArrayList<LookupEvent>();
        try (var filter = Filter.load(FilterConfig.DEFAULT)) {
            filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
            filter.scopes().put(SCOPE);
            try (var _ = filter.attach(site.cgroup(), SCOPE, site.pins().resolve("links"))) {
                int denied;
                int allowed;
                // When
                try (var _ = filter.readEvents(events::add)) {
                    denied = asker.ask("udp", NOBODY, "Frontend.example.com");
                    allowed = asker.ask("udp-connected", NOBODY, "database.example.com");
                }
                // Then
                assertThat(denied).isEqualTo(Asker.EPERM);
                assertThat(allowed).isEqualTo(Asker.RESET);
                assertThat(events)
                        .extracting(LookupEvent::name, LookupEvent::verdict, LookupEvent::outcome, LookupEvent::type)
                        .containsExactlyInAnyOrder(
                                tuple("Frontend.example.com", Verdict.DENIED, Outcome.REFUSED, "A"),
                                tuple("database.example.com", Verdict.ALLOWED, Outcome.PASSED, "A"));
                assertThat(events).allSatisfy(event -> {
                    assertThat(event.process().orElseThrow().command()).startsWith("python3");
                    assertThat(event.process().orElseThrow().arguments()).startsWith("python3");
                    assertThat(event.remote().getHostAddress()).isEqualTo(NOBODY);
                });
                assertThat(filter.scopes().counters(SCOPE.slot())).satisfies(counters -> {
                    assertThat(counters.questions()).isEqualTo(2);
                    assertThat(counters.denied()).isEqualTo(1);
                });
            }
        }
    }

    @Test
    void shouldDenyEverythingWhenTheScopeIsRemoved(Site site) {
        // Given
        var asker = new Asker(site.cgroup(), Optional.empty());
        try (var filter = Filter.load(FilterConfig.DEFAULT)) {
            filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
            filter.scopes().put(SCOPE);
            try (var _ = filter.attach(site.cgroup(), SCOPE, site.pins().resolve("links"))) {
                // When
                filter.scopes().remove(SCOPE.id());
                // Then
                assertThat(asker.ask("udp", NOBODY, "database.example.com")).isEqualTo(Asker.EPERM);
            }
        }
    }

    @Test
    void shouldGoOnDenyingWhenEverythingIsClosedAndEndWhenItIsDetached(Site site) {
        // Given
        var asker = new Asker(site.cgroup(), Optional.empty());
        try (var filter = Filter.load(FilterConfig.DEFAULT)) {
            filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
            filter.scopes().put(SCOPE);
            filter.pin(site.pins().resolve("filter"));
            // When
            filter.attach(site.cgroup(), SCOPE, site.pins().resolve("links")).close();
        }
        // Then
        assertThat(asker.ask("udp-connected", NOBODY, "frontend.example.com")).isEqualTo(Asker.EPERM);
        try (var filter = Filter.openPinned(site.pins().resolve("filter"))) {
            assertThat(filter.config().ports()).containsExactly(53);
            assertThat(filter.scopes().counters(SCOPE.slot()).denied()).isEqualTo(1);
            CgroupAttachment.openPinned(site.pins().resolve("links")).detach();
        }
        assertThat(asker.ask("udp-connected", NOBODY, "frontend.example.com")).isEqualTo(Asker.RESET);
    }

    @Test
    void shouldHoldACgroupThatAlreadyHasProcessesWhenAttachedLate(Site site) {
        // Given
        var asker = new Asker(site.cgroup(), Optional.empty());
        try (var filter = Filter.load(FilterConfig.DEFAULT, Filter.POD_PROGRAMS)) {
            filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
            filter.scopes().put(SCOPE);
            // When
            try (var _ = filter.attachLate(site.cgroup(), SCOPE, site.pins().resolve("links"))) {
                // Then
                assertThat(asker.ask("udp-connected", NOBODY, "frontend.example.com"))
                        .isEqualTo(Asker.EPERM);
                assertThat(asker.ask("udp-connected", NOBODY, "database.example.com"))
                        .isEqualTo(Asker.RESET);
                filter.scopes().remove(SCOPE.id());
                assertThat(asker.ask("udp-connected", NOBODY, "database.example.com"))
                        .isEqualTo(Asker.EPERM);
            }
        }
    }

    @Test
    void shouldEndADeniedTcpStreamWhenNoAnswererCan(Site site) throws Exception {
        // Given
        var asker = new Asker(site.cgroup(), Optional.empty());
        try (var filter = Filter.load(FilterConfig.DEFAULT);
                var listener = new ServerSocket(53, 1, InetAddress.ofLiteral(NOBODY))) {
            filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
            filter.scopes().put(SCOPE);
            try (var _ = filter.attach(site.cgroup(), SCOPE, site.pins().resolve("links"));
                    var _ = filter.readEvents(DeniedStream::end)) {
                // When
                int outcome = asker.ask("tcp", listener.getInetAddress().getHostAddress(), "frontend.example.com");
                // Then
                assertThat(outcome).isEqualTo(Asker.RESET);
            }
        }
    }
}
