// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Starts, hands out and ends clusters for {@link WithControlPlane} and {@link WithNode}; the store closes what it holds. */
final class ClusterExtension implements ExecutionCondition, ParameterResolver, TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Wanted wanted = Wanted.by(context.getRequiredTestClass());
        String missing = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("missing for " + wanted.kind(), key -> wanted.missing(), String.class);
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("a cluster can be started");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI=true, but " + missing);
        }
        return ConditionEvaluationResult.disabled(missing);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ControlPlane.class
                || type == KubernetesClient.class
                || (type == Node.class
                        && Wanted.by(context.getRequiredTestClass()).hasNode());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        ControlPlane plane = of(context);
        if (type == Node.class) {
            return new Node(plane);
        }
        return type == ControlPlane.class ? plane : plane.client();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        ControlPlane started = store(context).get(key(context), ControlPlane.class);
        if (started != null) {
            System.err.println(started.describe());
        }
    }

    private static ControlPlane of(ExtensionContext context) {
        Wanted wanted = Wanted.by(context.getRequiredTestClass());
        return store(context)
                .computeIfAbsent(key(context), key -> ControlPlane.start(wanted.kind()), ControlPlane.class);
    }

    /** A store also finds what its parents have: an own cluster must not be asked for as the shared one. */
    private static Object key(ExtensionContext context) {
        Wanted wanted = Wanted.by(context.getRequiredTestClass());
        return wanted.own() ? classOf(context).getRequiredTestClass() : wanted;
    }

    private static Store store(ExtensionContext context) {
        boolean own = Wanted.by(context.getRequiredTestClass()).own();
        return (own ? classOf(context) : context.getRoot()).getStore(NAMESPACE);
    }

    /** The context of the outermost test class, so that nested classes share its cluster. */
    private static ExtensionContext classOf(ExtensionContext context) {
        ExtensionContext found = context;
        for (ExtensionContext each = context;
                each.getTestClass().isPresent();
                each = each.getParent().orElseThrow()) {
            found = each;
        }
        return found;
    }
}
