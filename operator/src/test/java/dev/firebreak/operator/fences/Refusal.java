// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.fences;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the API server says when it refuses. */
final class Refusal {
    private Refusal() {}

    /** The request is refused, with these words among others. */
    static void assertRefused(ThrowingCallable request, String words) {
        assertThatThrownBy(request).hasMessageContaining(words);
    }
}
