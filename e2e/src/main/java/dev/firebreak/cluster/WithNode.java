// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class runs against a whole real node, which its constructor and methods get as a {@link Node} parameter, beside
 * what {@link WithControlPlane} gives. It is ready after some seconds, when a parameter is first asked for. Without root,
 * or where the programs are not built, the class is skipped; with {@code CI=true} it fails.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterExtension.class)
public @interface WithNode {

    /** The generation of its containerd. */
    Containerd containerd() default Containerd.V2_4;

    /** As {@link WithControlPlane#own()}: whether the class gets a node that nothing else ever saw. */
    boolean own() default false;
}
