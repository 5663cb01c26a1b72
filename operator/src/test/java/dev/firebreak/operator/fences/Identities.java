// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.fences;

import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Clients of others than the cluster's admin, each by a real token. The caller closes them. */
public final class Identities {
    private final ControlPlane plane;
    private final KubernetesClient admin;

    public Identities(ControlPlane plane) {
        this.plane = plane;
        this.admin = plane.client();
    }

    /** The operator, by a token that is bound to nothing. */
    KubernetesClient operator() {
        return client(Chart.NAMESPACE, "firebreak-operator", new TokenRequest());
    }

    /** The cluster's admin, who may do everything, in the operator's name: what the fences let through. */
    public KubernetesClient asOperator() {
        Config config = new ConfigBuilder(plane.config())
                .withImpersonateUsername("system:serviceaccount:" + Chart.NAMESPACE + ":firebreak-operator")
                .withImpersonateGroups("system:masters")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** An agent whose token does not say on which node. */
    KubernetesClient agentOfNoNode() {
        return client(Chart.NAMESPACE, "firebreak-agent", new TokenRequest());
    }

    /** An agent whose token is bound to a node. */
    public KubernetesClient agentOf(Node node) {
        return client(
                Chart.NAMESPACE,
                "firebreak-agent",
                boundTo(
                        "v1",
                        "Node",
                        node.getMetadata().getName(),
                        node.getMetadata().getUid()));
    }

    /** An agent whose token is bound to its pod, as the kubelet gives it. */
    KubernetesClient agentIn(Pod pod) {
        return client(
                Chart.NAMESPACE,
                "firebreak-agent",
                boundTo(
                        "v1",
                        "Pod",
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid()));
    }

    /** Somebody whom RBAC lets do everything everywhere. */
    KubernetesClient almighty(String namespace) {
        ServiceAccountBuilder account = new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("almighty")
                .endMetadata();
        admin.resource(account.build()).serverSideApply();
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(namespace + "-almighty")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", "almighty", namespace)
                        .build())
                .serverSideApply();
        return client(namespace, "almighty", new TokenRequest());
    }

    /** A ServiceAccount of any namespace, by a token that is bound to nothing. */
    KubernetesClient account(String namespace, String name) {
        return client(namespace, name, new TokenRequest());
    }

    /** A node that only the API server knows. */
    public Node node(String name) {
        return admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    private static TokenRequest boundTo(String apiVersion, String kind, String name, String uid) {
        return new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef(apiVersion, kind, name, uid)
                .endSpec()
                .build();
    }

    private KubernetesClient client(String namespace, String name, TokenRequest request) {
        TokenRequest answer =
                admin.serviceAccounts().inNamespace(namespace).withName(name).tokenRequest(request);
        Config config = new ConfigBuilder(plane.config())
                .withClientCertData(null)
                .withClientKeyData(null)
                .withOauthToken(answer.getStatus().getToken())
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
