// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Excerpt;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code expiresAt}: RFC 3339 with seconds and offset, as Kubernetes takes it. */
final class Expiry {
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private Expiry() {}

    static Optional<Instant> read(Cursor cursor, Instant now) {
        return cursor.text()
                .flatMap(text -> {
                    if (RFC_3339.matcher(text).matches()) {
                        try {
                            return Optional.of(OffsetDateTime.parse(text).toInstant());
                        } catch (DateTimeException noSuchMoment) {
                            // Told below: the 30th of February, hour 25.
                        }
                    }
                    cursor.error(Excerpt.quoted(text) + " is not a time such as 2026-12-24T00:00:00Z (RFC 3339)");
                    return Optional.empty();
                })
                .map(end -> {
                    if (!now.isBefore(end)) {
                        cursor.warning("the policy expired at " + end + ": it no longer stands");
                    }
                    return end;
                });
    }
}
