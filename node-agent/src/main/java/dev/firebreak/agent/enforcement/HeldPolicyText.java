// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.policy.Mode;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.Digest;

/** A held policy as the target of a symbolic link: fields that hold no comma, joined by commas. */
final class HeldPolicyText {
    private static final int FIELDS = 9;
    private static final String NO_NAMESPACE = "-";

    private HeldPolicyText() {}

    static String write(HeldPolicy held) {
        return String.join(
                ",",
                held.uid(),
                held.digest().hex(),
                Long.toString(held.generation()),
                held.mode().name(),
                Boolean.toString(held.missingDenies()),
                Boolean.toString(held.defaultDeny()),
                held.policy().kind().name(),
                held.policy().namespace().isEmpty()
                        ? NO_NAMESPACE
                        : held.policy().namespace(),
                held.policy().name());
    }

    /** @throws IllegalArgumentException for what no agent of ours wrote */
    static HeldPolicy read(String text) {
        String[] fields = text.split(",", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a held policy: " + text);
        }
        return new HeldPolicy(
                new PolicyId(PolicyKind.valueOf(fields[6]), fields[7].equals(NO_NAMESPACE) ? "" : fields[7], fields[8]),
                fields[0],
                Long.parseLong(fields[2]),
                Mode.valueOf(fields[3]),
                Boolean.parseBoolean(fields[4]),
                Boolean.parseBoolean(fields[5]),
                Digest.ofHex(fields[1]));
    }
}
