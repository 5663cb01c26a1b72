// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.bpf.Asker;
import dev.firebreak.bpf.Names;
import dev.firebreak.bpf.RootTest;
import dev.firebreak.bpf.Site;
import dev.firebreak.bpf.TestNamespace;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.bpf.scope.Scope;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RootTest
@ExtendWith(Site.Each.class)
class HostAnswererKernelIT {
    private static final Scope SCOPE =
            new Scope(7, 1, Set.of(), List.of(new ListUse(Names.digest("a"), true, false, true)));

    private static Coverage cover(TestNamespace namespace, Path pins, String nameserver) throws Exception {
        return NetworkNamespace.inside(namespace.file(), () -> {
            try (var answerer = HostAnswerer.open(pins, FilterConfig.DEFAULT)) {
                return answerer.cover(InetAddress.ofLiteral(nameserver));
            }
        });
    }

    private static Filter denying(Site site) {
        var filter = Filter.load(FilterConfig.DEFAULT);
        filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
        filter.scopes().put(SCOPE);
        filter.attach(site.cgroup(), SCOPE, site.pins().resolve("links")).close();
        return filter;
    }

    @Test
    void shouldAnswerNxdomainAndResetTcpWhenTheLoopbackIsCovered(Site site) throws Exception {
        try (var namespace = TestNamespace.make();
                var filter = denying(site)) {
            // Given
            var asker = new Asker(site.cgroup(), Optional.of(namespace.file()));
            Coverage coverage = cover(namespace, site.pins().resolve("host"), "127.0.0.1");
            assertThat(coverage).isInstanceOf(Coverage.Covered.class);
            filter.covers().add(((Coverage.Covered) coverage).device());
            // When, Then
            assertThat(asker.ask("udp", "127.0.0.1", "frontend.example.com")).isEqualTo(Asker.NXDOMAIN);
            assertThat(asker.ask("udp-connected", "127.0.0.1", "FRONTEND.example.com"))
                    .isEqualTo(Asker.NXDOMAIN);
        }
    }

    @Test
    void shouldAnswerOverEthernetWhenTheRouteLeadsThere(Site site) throws Exception {
        try (var namespace = TestNamespace.make();
                var other = TestNamespace.make();
                var filter = denying(site)) {
            // Given
            namespace.join(other);
            other.serve("10.99.0.2");
            var asker = new Asker(site.cgroup(), Optional.of(namespace.file()));
            Coverage coverage = cover(namespace, site.pins().resolve("host"), "10.99.0.2");
            assertThat(coverage).isInstanceOf(Coverage.Covered.class);
            filter.covers().add(((Coverage.Covered) coverage).device());
            // When, Then
            assertThat(asker.ask("udp-connected", "10.99.0.2", "frontend.example.com"))
                    .isEqualTo(Asker.NXDOMAIN);
            assertThat(asker.ask("udp-connected", "10.99.0.2", "database.example.com"))
                    .isEqualTo(Asker.RESOLVED);
        }
    }

    @Test
    void shouldShareWhatIsPinnedAndLeaveNothingWhenItIsDetached(Site site) throws Exception {
        try (var namespace = TestNamespace.make()) {
            // Given
            Path pins = site.pins().resolve("host");
            Coverage first = cover(namespace, pins, "127.0.0.1");
            Coverage second = cover(namespace, pins, "127.0.0.53");
            assertThat(second).isEqualTo(first);
            // When
            NetworkNamespace.inside(namespace.file(), () -> {
                try (var answerer = HostAnswerer.open(pins, FilterConfig.DEFAULT)) {
                    answerer.detach();
                }
                return Optional.empty();
            });
            // Then
            assertThat(pins).isEmptyDirectory();
        }
    }

    @Test
    void shouldSayWhyWhenNoRouteLeadsToTheNameserver(Site site) throws Exception {
        try (var namespace = TestNamespace.make()) {
            // When
            Coverage coverage = cover(namespace, site.pins().resolve("host"), "192.0.2.1");
            // Then
            assertThat(coverage)
                    .isInstanceOfSatisfying(
                            Coverage.NotCovered.class,
                            not -> assertThat(not.reason()).contains("192.0.2.1", "unreachable"));
        }
    }
}
