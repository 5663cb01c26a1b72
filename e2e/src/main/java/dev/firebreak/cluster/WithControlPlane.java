// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class runs against a real API server, which its constructor and methods get as a {@link ControlPlane}
 * parameter, or as a {@code KubernetesClient} of the cluster's admin. Where the cluster's programs are not built, the
 * class is skipped, with {@code CI=true} it fails. When a test fails, the cluster's objects and logs are printed.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterExtension.class)
public @interface WithControlPlane {

    /**
     * Whether the class gets a control plane that nothing else ever saw, as it must when it stops programs of it or counts
     * what is in it: some seconds and 500 MiB. Else it shares one with the other classes of this JVM that do not ask for
     * their own, and keeps to namespaces and names of its own.
     */
    boolean own() default false;
}
