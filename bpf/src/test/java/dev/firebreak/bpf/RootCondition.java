// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import dev.firebreak.bpf.cgroup.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RootTest}; mounts a bpffs where the host has none, as script/bootstrap would. */
final class RootCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("root, cgroup2 and bpffs are there");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI=true, but " + missing);
        }
        return ConditionEvaluationResult.disabled(missing);
    }

    private static String missing() {
        try {
            if (!"root".equals(Files.getOwner(Path.of("/proc/self")).getName())) {
                return "not root";
            }
            if (Mounts.ofType("cgroup2").isEmpty()) {
                return "no cgroup2 mount";
            }
            if (Mounts.ofType("bpf").isEmpty()) {
                new ProcessBuilder("mount", "-t", "bpf", "bpf", "/sys/fs/bpf")
                        .start()
                        .waitFor();
            }
            return Mounts.ofType("bpf").isEmpty() ? "no bpffs mount" : "";
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }
}
