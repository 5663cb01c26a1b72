// SPDX-License-Identifier: Apache-2.0
/**
 * Beans of the custom resources, generated at build from {@code META-INF/fabric8/*.yml}: any field may be null. They
 * stop in one mapper at the edge.
 */
@NullUnmarked
package dev.firebreak.api.v1alpha1;

import org.jspecify.annotations.NullUnmarked;
