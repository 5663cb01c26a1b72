// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.firebreak.bpf.Names;
import dev.firebreak.bpf.RootTest;
import dev.firebreak.bpf.Site;
import dev.firebreak.bpf.command.Birth;
import dev.firebreak.bpf.command.BornCommand;
import dev.firebreak.bpf.command.Command;
import dev.firebreak.bpf.command.Next;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
            1,
            Set.of(ScopeFlag.RECORDS_ALLOWED, ScopeFlag.ARGUMENTS),
            List.of(new ListUse(Names.digest("a"), true, false, true)));

    @Test
    void shouldDenyAndTellWhenTheNameIsOnTheList(Site site) throws Exception {
        var events = new CopyOnWriteArrayList<LookupEvent>();
        try (var filter = Filter.load(FilterConfig.DEFAULT)) {
            filter.pin(site.pins().resolve("filter"));
            filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
            filter.scopes().put(SCOPE);
            try (var attachment =
                    filter.attach(site.cgroup(), SCOPE, site.pins().resolve("links"))) {
                try (var _ = filter.readEvents(events::add)) {
                    // When
                    int code = run(site, "python3", "-c", """
                            import socket
                            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                            ask = lambda name: s.sendto(b'\\x12\\x34\\x01\\x00\\x00\\x01' + bytes(6)
                                + b''.join(bytes([len(l)]) + l for l in name.split(b'.')) + bytes([0, 0, 1, 0, 1]), ('127.0.0.1', 53))
                            ask(b'database.example.com')
                            try:
                                ask(b'Frontend.example.com')
                            except PermissionError:
                                raise SystemExit(42)
                            """);
                    // Then
                    assertThat(code).isEqualTo(42);
                }
                attachment.detach();
            }
            assertThat(events)
                    .extracting(LookupEvent::name, LookupEvent::verdict, LookupEvent::outcome, LookupEvent::type)
                    .containsExactlyInAnyOrder(
                            tuple("database.example.com", LookupEvent.Verdict.ALLOWED, LookupEvent.Outcome.PASSED, "A"),
                            tuple(
                                    "Frontend.example.com",
                                    LookupEvent.Verdict.DENIED,
                                    LookupEvent.Outcome.REFUSED,
                                    "A"));
            assertThat(events).allSatisfy(event -> {
                assertThat(event.process().orElseThrow().command()).startsWith("python3");
                assertThat(event.process().orElseThrow().arguments()).startsWith("python3", "-c");
            });
            assertThat(filter.scopes().counters(1).denied()).isEqualTo(1);
            assertThat(filter.scopes().counters(1).questions()).isEqualTo(2);
        }
    }

    private static int run(Site site, String... arguments) {
        Birth birth = BornCommand.start(
                site.cgroup(),
                new Command(
                        List.of(arguments),
                        Map.of("PATH", "/usr/bin:/bin"),
                        Path.of("/"),
                        Optional.empty(),
                        List.of()));
        assertThat(birth).isInstanceOf(Birth.Started.class);
        try (BornCommand command = ((Birth.Started) birth).command()) {
            return command.next() instanceof Next.Exited exited ? exited.code() : -1;
        }
    }
}
