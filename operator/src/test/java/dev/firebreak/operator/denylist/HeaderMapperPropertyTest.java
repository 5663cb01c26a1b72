// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.LabelSelector.Operator;
import dev.firebreak.policy.LabelSelector.Requirement;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A header, once written, is read back as it was: else it would be written again and again. */
class HeaderMapperPropertyTest {
    private static final KubernetesSerialization BEANS = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadBackWhatItWrote(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            // Given
            Header header = header(random, selector(random), selector(random));

            // When: through JSON, as the API server has it
            CompiledDenylist bean = BEANS.unmarshal(BEANS.asJson(HeaderMapper.bean(header)), CompiledDenylist.class);

            // Then
            assertThat(HeaderMapper.header(bean)).isEqualTo(header);
            assertThat(bean.getMetadata().getName()).isEqualTo(header.uid());
        }
    }

    @Test
    void shouldLeaveASelectorOutWhenItMatchesEverything() {
        // When
        CompiledDenylist bean = HeaderMapper.bean(
                header(new Random(4), LabelSelector.EVERYTHING, new LabelSelector(Map.of(), List.of())));

        // Then
        assertThat(bean.getSpec().getPodSelector()).isNull();
        assertThat(bean.getSpec().getNamespaceSelector()).isNull();
    }

    private static Header header(Random random, LabelSelector pods, LabelSelector namespaces) {
        boolean namespaced = random.nextBoolean();
        byte[] digest = new byte[Digest.BYTES];
        random.nextBytes(digest);
        return new Header(
                new PolicyId(
                        namespaced ? PolicyKind.DeployDnsPolicy : PolicyKind.ClusterDeployDnsPolicy,
                        namespaced ? "n" + random.nextInt(9) : "",
                        "p" + random.nextInt(9)),
                new UUID(random.nextLong(), random.nextLong()).toString(),
                random.nextLong(1, 1L << 40),
                time(random),
                any(random, Mode.values()),
                any(random, OnListMissing.values()),
                random.nextBoolean() ? Optional.of(time(random)) : Optional.empty(),
                pods,
                namespaces,
                random.nextInt(1_000_001),
                new StoredList(Digest.ofBytes(digest), random.nextLong(1, 1L << 26), random.nextInt(1, 60)));
    }

    private static <T> T any(Random random, T[] of) {
        return List.of(of).get(random.nextInt(of.length));
    }

    /** Whole seconds, as the API server keeps them. */
    private static Instant time(Random random) {
        return Instant.ofEpochSecond(random.nextLong(0, 1L << 33));
    }

    private static LabelSelector selector(Random random) {
        Map<String, String> labels = new HashMap<>();
        IntStream.range(0, random.nextInt(4))
                .forEach(i -> labels.put("app-" + random.nextInt(9), "v" + random.nextInt(9)));
        return new LabelSelector(
                labels,
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> requirement(random))
                        .toList());
    }

    private static Requirement requirement(Random random) {
        Operator operator = any(random, Operator.values());
        List<String> values = operator.needsValues()
                ? IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(i -> "v" + i)
                        .toList()
                : List.of();
        return new Requirement("tier-" + random.nextInt(9), operator, values);
    }
}
