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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** clsact, which stands in for tcx below 6.6. */
@RootTest
@ExtendWith(Site.Each.class)
class DeviceHookKernelIT {
    private static final Scope SCOPE =
            new Scope(7, 1, Set.of(), List.of(new ListUse(Names.digest("a"), true, false, true)));

    private static Filter judge() {
        var filter = Filter.load(FilterConfig.DEFAULT, List.of("fb_judge_eth"));
        filter.lists().load(Names.digest("a"), Names.denying("frontend.example.com"));
        filter.scopes().put(SCOPE);
        return filter;
    }

    private static Device loopback() {
        return NetworkNamespace.devices().stream()
                .filter(Device::loopback)
                .findAny()
                .orElseThrow();
    }

    private static DeviceHook attach(TestNamespace namespace, Filter filter, Path pins) throws Exception {
        Files.createDirectories(pins);
        return NetworkNamespace.inside(
                namespace.file(),
                () -> DeviceHook.clsact(filter.object().program("fb_judge_eth"), loopback(), (int) SCOPE.id(), pins));
    }

    private static void detach(TestNamespace namespace, Path pins) throws Exception {
        NetworkNamespace.inside(namespace.file(), () -> {
            DeviceHook.pinned(pins).forEach(DeviceHook::detach);
            return Optional.empty();
        });
    }

    @Test
    void shouldJudgeByTheScopeInItsClassidAndTakeItsQdiscWithIt(Site site) throws Exception {
        try (var namespace = TestNamespace.make();
                var filter = judge()) {
            // Given
            namespace.serve("127.0.0.1");
            var asker = new Asker(site.cgroup(), Optional.of(namespace.file()));
            // When
            DeviceHook hook = attach(namespace, filter, site.pins());
            // Then
            assertThat(hook.pin().getFileName().toString()).endsWith("-made");
            assertThat(asker.ask("udp", "127.0.0.1", "frontend.example.com")).isEqualTo(Asker.NXDOMAIN);
            assertThat(asker.ask("udp", "127.0.0.1", "database.example.com")).isEqualTo(Asker.RESOLVED);
            detach(namespace, site.pins());
            assertThat(asker.ask("udp", "127.0.0.1", "frontend.example.com")).isEqualTo(Asker.RESOLVED);
            assertThat(namespace.said("tc", "qdisc", "show", "dev", "lo")).doesNotContain("clsact");
        }
    }

    @Test
    void shouldStandBeforeAForeignFilterAndLeaveItItsQdisc(Site site) throws Exception {
        try (var namespace = TestNamespace.make();
                var filter = judge()) {
            // Given: a filter that ends the chain for every packet
            namespace.serve("127.0.0.1");
            namespace.run("tc", "qdisc", "add", "dev", "lo", "clsact");
            namespace.run(
                    "tc",
                    "filter",
                    "add",
                    "dev",
                    "lo",
                    "egress",
                    "pref",
                    "5",
                    "bpf",
                    "bytecode",
                    "1,6 0 0 4294967295,",
                    "flowid",
                    "1:1");
            var asker = new Asker(site.cgroup(), Optional.of(namespace.file()));
            // When
            DeviceHook hook = attach(namespace, filter, site.pins());
            // Then
            assertThat(hook.pin().getFileName().toString()).endsWith("-found");
            assertThat(asker.ask("udp", "127.0.0.1", "frontend.example.com")).isEqualTo(Asker.NXDOMAIN);
            detach(namespace, site.pins());
            assertThat(namespace.said("tc", "filter", "show", "dev", "lo", "egress"))
                    .contains("pref 5")
                    .doesNotContain("firebreak");
        }
    }

    @Test
    void shouldLeaveTheQdiscThatItMadeWhenSomebodyElseUsesIt(Site site) throws Exception {
        try (var namespace = TestNamespace.make();
                var filter = judge()) {
            // Given
            attach(namespace, filter, site.pins());
            namespace.run(
                    "tc",
                    "filter",
                    "add",
                    "dev",
                    "lo",
                    "ingress",
                    "pref",
                    "5",
                    "bpf",
                    "bytecode",
                    "1,6 0 0 4294967295,",
                    "flowid",
                    "1:1");
            // When
            detach(namespace, site.pins());
            // Then
            assertThat(namespace.said("tc", "filter", "show", "dev", "lo", "ingress"))
                    .contains("pref 5");
        }
    }
}
