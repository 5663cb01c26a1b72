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
class PodAnswererKernelIT {
    private static final Scope SCOPE =
            new Scope(7, 1, Set.of(), List.of(new ListUse(Names.digest("a"), true, false, true)));

    @Test
    void shouldJudgeByItselfWhenLock1DoesNotSeeThePacket(Site site) throws Exception {
        try (var namespace = TestNamespace.make();
                var other = TestNamespace.make();
                var filter = Filter.load(FilterConfig.DEFAULT, Filter.POD_PROGRAMS)) {
            // Given: a cgroup that is not attached
            filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
            filter.scopes().put(SCOPE);
            namespace.join(other);
            other.serve("10.99.0.2");
            Path pins = site.pins().resolve("pod");
            var asker = new Asker(site.cgroup(), Optional.of(namespace.file()));
            // When
            List<Coverage> coverages = PodAnswerer.install(
                    filter, namespace.file(), SCOPE, List.of(InetAddress.ofLiteral("10.99.0.2")), pins);
            // Then
            assertThat(coverages).hasOnlyElementsOfType(Coverage.Covered.class);
            for (String how : List.of("udp", "udp-connected", "packet")) {
                assertThat(asker.ask(how, "10.99.0.2", "Frontend.example.com")).isEqualTo(Asker.NXDOMAIN);
                assertThat(asker.ask(how, "10.99.0.2", "database.example.com")).isEqualTo(Asker.RESOLVED);
            }
            PodAnswerer.detach(namespace.file(), pins);
            assertThat(asker.ask("udp", "10.99.0.2", "frontend.example.com")).isEqualTo(Asker.RESOLVED);
            assertThat(pins).doesNotExist();
        }
    }
}
