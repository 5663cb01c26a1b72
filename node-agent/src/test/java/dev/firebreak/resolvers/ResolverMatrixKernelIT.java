// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every resolver that a deploy's tools are likely to bring, each asking a real DNS server for a name that is allowed, one
 * that is recorded and one that is denied. What they said, and after how long, becomes {@code docs/resolvers.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResolverMatrixKernelIT {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/test/resolvers");
    private static final Path BUILT = MODULE.resolve("target/resolvers");
    private static final Path FIREBREAK = MODULE.resolve("target/dist/bin/firebreak");
    private static final Path PAGE = MODULE.resolveSibling("docs/resolvers.md");

    private final List<Client> clients = Client.all(SOURCES, BUILT);
    private final ResolverTable table = new ResolverTable();

    @TempDir
    private static Path work;

    private Site site;
    private Firebreak firebreak;

    @BeforeAll
    void buildClientsAndSite() throws IOException, InterruptedException {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeThat(root || "true".equals(System.getenv("CI")))
                .as("network namespaces and BPF need root")
                .isTrue();
        Make.all(SOURCES, BUILT);
        site = new Site(SOURCES, BUILT.resolve("nscd"), Files.createDirectory(work.resolve("site")));
        firebreak = new Firebreak(site, FIREBREAK, SOURCES.resolve("ask.sh"), work);
    }

    @AfterAll
    void writeTable() throws IOException, InterruptedException {
        if (site != null) {
            site.takeDown();
        }
        if (table.isWhole(clients)) {
            table.writeTo(PAGE, clients);
        }
    }

    Stream<Client> clients() {
        return clients.stream();
    }

    Stream<Arguments> clientsInBothModes() {
        return clients.stream()
                .flatMap(client -> Stream.of(AnswerMode.values()).map(mode -> Arguments.of(client, mode)));
    }

    /** The control: what the other test asserts can only be the filter's doing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void shouldResolveAllNamesWhenThereIsNoFilter(Client client) throws IOException, InterruptedException {
        // When
        Firebreak.Run run = firebreak.withoutFilter(client);

        // Then
        assertThat(run.answers()).hasSize(Name.values().length).allSatisfy(answer -> {
            assertThat(answer.resolvedDirectly()).isEqualTo(client.view() != View.NSCD);
            assertThat(answer.resolvedByNscd()).isEqualTo(client.view() == View.NSCD);
            assertThat(answer.datagrams() > 0)
                    .as("asked by UDP")
                    .isEqualTo(client.transport().startsWith("UDP"));
        });
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("clientsInBothModes")
    void shouldDenyRecordAndAllowEachItsNameWhenFiltered(Client client, AnswerMode mode)
            throws IOException, InterruptedException {
        // When
        Firebreak.Run run = firebreak.filtered(client, mode);

        // Then
        for (Name name : Name.values()) {
            table.put(client, mode, name, run.of(name));
            assertThat(run.of(name).resolvedByNscd()).as("%s by nscd", name).isFalse();
        }
        assertThat(run.of(Name.ALLOWED).resolvedDirectly()).as("allowed").isTrue();
        assertThat(run.of(Name.AUDITED).resolvedDirectly()).as("recorded").isTrue();
        assertThat(run.of(Name.DENIED).resolvedDirectly()).as("denied").isFalse();
        assertThat(run.verdicts())
                .containsOnlyOnce(Name.ALLOWED.fqdn() + " allowed -")
                .containsOnlyOnce(Name.AUDITED.fqdn() + " audited watched")
                .containsOnlyOnce(Name.DENIED.fqdn() + " denied shut");
    }
}
