// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.policy;

import dev.firebreak.policy.PolicyId;

/** Has a policy looked at again, soon and once, however often it is asked meanwhile. */
@FunctionalInterface
public interface Wakeups {
    void wake(PolicyId policy);
}
