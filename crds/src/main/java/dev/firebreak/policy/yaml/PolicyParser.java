// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.ProblemLog;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a DeployDnsPolicy or ClusterDeployDnsPolicy from YAML (or JSON, which is YAML), as strictly as an API server
 * with field validation does: unknown and repeated fields, wrong types and values out of range are errors. All are told
 * at once, each with file, line, column and field path.
 *
 * <pre>{@code
 * switch (PolicyParser.parse("deploy.yaml", bytes, Instant.now())) {
 *     case ParseOutcome.Parsed(Policy policy, List<Problem> warnings) -> …
 *     case ParseOutcome.Refused(List<Problem> problems) -> problems.forEach(System.err::println);
 * }
 * }</pre>
 */
public final class PolicyParser {
    private PolicyParser() {}

    /**
     * Reads one policy. Bounded in time and memory, whatever the bytes are.
     *
     * @param file the file as the person named it, for messages
     * @param bytes the whole file; more than {@link PolicyLimits#MAX_FILE_BYTES} are refused unread
     * @param now against which {@code expiresAt} is held: an expired policy is read, with a warning
     */
    public static ParseOutcome parse(String file, byte[] bytes, Instant now) {
        var log = new ProblemLog();
        Optional<Policy> policy = PolicyText.decode(file, bytes, log)
                .flatMap(text -> YamlReader.read(file, text, log))
                .flatMap(node -> policy(new Cursor(file, log, "", node), now));
        return policy.isPresent() && !log.hasErrors()
                ? new ParseOutcome.Parsed(policy.get(), log.sorted())
                : new ParseOutcome.Refused(log.sorted());
    }

    private static Optional<Policy> policy(Cursor document, Instant now) {
        Optional<Fields> fields = document.fields();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Fields root = fields.get();
        Optional<PolicyKind> kind = kind(root);
        if (kind.isEmpty()) {
            // Of another kind everything else would be wrong too: its fields are not ours to judge.
            return Optional.empty();
        }
        Optional<PolicyId> id =
                root.required("metadata", "{name: …}").flatMap(metadata -> Metadata.read(metadata, kind.get()));
        Optional<Cursor> spec = root.required("spec", "the policy itself");
        // What the API server adds when a policy is printed from a cluster.
        root.ignore("status");
        root.finish();
        Optional<PolicySpec> read = spec.flatMap(cursor -> PolicySpec.read(cursor, kind.get(), now));
        return id.isPresent() && read.isPresent() && !document.log().hasErrors()
                ? Optional.of(read.get().toPolicy(id.get()))
                : Optional.empty();
    }

    private static Optional<PolicyKind> kind(Fields root) {
        root.required("apiVersion", PolicyLimits.API_VERSION)
                .ifPresent(cursor -> cursor.text()
                        .filter(version -> !version.equals(PolicyLimits.API_VERSION))
                        .ifPresent(version ->
                                cursor.error(Excerpt.quoted(version) + " is not " + PolicyLimits.API_VERSION)));
        return root.required("kind", Fields.listed(PolicyKind.class))
                .flatMap(cursor -> cursor.choice(PolicyKind.class));
    }
}
