// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.cluster;

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

/** Starts, hands out and ends control planes for {@link WithControlPlane}; the store closes what it holds. */
final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver, TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(ControlPlaneExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("missing", key -> ClusterScript.missingPrograms(), String.class);
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("the cluster's programs are built");
        }
        String reason = "not built: " + missing + "; build them once: script/cluster build";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI=true, but " + reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ControlPlane.class || type == KubernetesClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ControlPlane plane = of(context);
        return parameter.getParameter().getType() == ControlPlane.class ? plane : plane.client();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        ControlPlane started = store(context).get(key(context), ControlPlane.class);
        if (started != null) {
            System.err.println(started.describe());
        }
    }

    private static ControlPlane of(ExtensionContext context) {
        return store(context).computeIfAbsent(key(context), key -> ControlPlane.start(), ControlPlane.class);
    }

    /** A store also finds what its parents have: an own control plane must not be asked for as the shared one. */
    private static Object key(ExtensionContext context) {
        return isOwn(context) ? classOf(context).getRequiredTestClass() : ControlPlane.class;
    }

    private static Store store(ExtensionContext context) {
        ExtensionContext scope = isOwn(context) ? classOf(context) : context.getRoot();
        return scope.getStore(NAMESPACE);
    }

    private static boolean isOwn(ExtensionContext context) {
        for (Class<?> each = context.getRequiredTestClass(); each != null; each = each.getEnclosingClass()) {
            WithControlPlane annotation = each.getAnnotation(WithControlPlane.class);
            if (annotation != null) {
                return annotation.own();
            }
        }
        return false;
    }

    /** The context of the outermost test class, so that nested classes share its control plane. */
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
