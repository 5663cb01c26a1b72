// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.cgroup.CgroupMount;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test of the built command on the real kernel: needs root and cgroup2; skips without them, and fails where CI=true. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KernelTest.Condition.class)
@interface KernelTest {
    /** Decides. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String missing = missing();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("root and cgroup2 are there");
            }
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("CI=true, but " + missing);
            }
            return ConditionEvaluationResult.disabled(missing);
        }

        private static String missing() {
            try {
                if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                    return "not root";
                }
                return CgroupMount.find().isEmpty() ? "no cgroup2 mount" : "";
            } catch (IOException e) {
                return e.toString();
            }
        }
    }
}
