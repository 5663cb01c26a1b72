// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.fences;

import static dev.firebreak.operator.fences.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Headers, chunks and the policies' status: only the operator writes them, whatever RBAC lets others do. */
@WithControlPlane
class ListFenceIT {
    private static final String WORDS = "only Firebreak's operator writes compiled lists";

    private final String uid = UUID.randomUUID().toString();
    private final String digest = uid.replace("-", "").repeat(2);
    private Tenant tenant;
    private KubernetesClient almighty;
    private KubernetesClient operator;

    @BeforeEach
    void identities(ControlPlane plane) {
        Chart.install(plane);
        var identities = new Identities(plane);
        tenant = Tenant.of(plane, "lists-" + uid.substring(0, 8));
        almighty = identities.almighty(tenant.namespace());
        operator = identities.operator();
        create(operator, Samples.header(uid, digest), Samples.chunk(digest));
    }

    @AfterEach
    void close() {
        operator.resource(Samples.header(uid, digest)).delete();
        operator.resource(Samples.chunk(digest)).delete();
        operator.close();
        almighty.close();
        tenant.close();
    }

    @Test
    void shouldRefuseByRightsWhenATenantTouchesListsFromItsNamespace() {
        KubernetesClient client = tenant.client();

        assertRefused(
                () -> create(client, Samples.header(UUID.randomUUID().toString(), digest)),
                "cannot create resource \"compileddenylists\"");
        assertRefused(
                () -> client.resource(Samples.header(uid, digest)).delete(),
                "cannot delete resource \"compileddenylists\"");
        assertRefused(
                () -> client.resource(Samples.chunk(digest)).delete(), "cannot delete resource \"denylistchunks\"");
        assertRefused(
                () -> client.resources(CompiledDenylist.class).list(), "cannot list resource \"compileddenylists\"");
        assertThat(client.resources(DeployDnsPolicy.class)
                        .inNamespace(tenant.namespace())
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void shouldRefuseByTheFenceWhenSomebodyMayDoEverything() {
        String other = UUID.randomUUID().toString();

        assertRefused(() -> create(almighty, Samples.header(other, digest)), WORDS);
        assertRefused(
                () -> create(almighty, Samples.chunk(other.replace("-", "").repeat(2))), WORDS);
        assertRefused(() -> patch(almighty, Samples.header(uid, digest), "{\"spec\":{\"mode\":\"Audit\"}}"), WORDS);
        assertRefused(
                () -> patch(almighty, Samples.header(uid, digest), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"), WORDS);
        assertRefused(() -> almighty.resource(Samples.header(uid, digest)).delete(), WORDS);
        assertRefused(() -> almighty.resource(Samples.chunk(digest)).delete(), WORDS);
        assertRefused(() -> almighty.resources(CompiledDenylist.class).delete(), WORDS);
        assertRefused(() -> almighty.resources(DenylistChunk.class).delete(), WORDS);
        assertThat(almighty.resource(Samples.header(uid, digest)).get().getSpec())
                .usingRecursiveComparison()
                .ignoringExpectedNullFields()
                .isEqualTo(Samples.header(uid, digest).getSpec());
        assertThat(almighty.resource(Samples.chunk(digest)).get()).isNotNull();
    }

    @Test
    void shouldRefuseByTheFenceWhenSomebodyMakesUpAStatus() {
        DeployDnsPolicy policy = Samples.policy(tenant.namespace(), "p");
        create(tenant.client(), policy);
        String status = "{\"status\":{\"digest\":\"" + digest + "\"}}";

        assertRefused(
                () -> tenant.client()
                        .resource(policy)
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), status),
                WORDS);
        assertThat(operator.resource(policy)
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), status)
                        .getStatus()
                        .getDigest())
                .isEqualTo(digest);
    }

    @Test
    void shouldLetThroughWhenTheOperatorWrites() {
        CompiledDenylist header = almighty.resource(Samples.header(uid, digest)).get();
        header.getSpec().setMode(CompiledDenylistSpec.Mode.Audit);

        operator.resource(header).update();

        assertThat(almighty.resource(Samples.header(uid, digest))
                        .get()
                        .getSpec()
                        .getMode()
                        .getValue())
                .isEqualTo("Audit");
    }

    @Test
    void shouldRefuseEvenTheOperatorWhenAChunkWouldChange(ControlPlane plane) {
        DenylistChunk chunk = Samples.chunk(digest);
        String change = "{\"spec\":{\"data\":\"AAAA\"}}";

        assertRefused(() -> patch(operator, chunk, change), "cannot patch resource \"denylistchunks\"");
        try (KubernetesClient withAllRights = new Identities(plane).asOperator()) {
            assertRefused(() -> patch(withAllRights, chunk, change), "a chunk never changes");
        }
    }

    private static void create(KubernetesClient client, HasMetadata... objects) {
        for (HasMetadata object : objects) {
            client.resource(object).create();
        }
    }

    private static void patch(KubernetesClient client, HasMetadata object, String patch) {
        client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }
}
