// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.util.Locale;

/** The three names that every client asks for; the site's DNS server knows them all. */
enum Name {
    ALLOWED,
    DENIED,
    AUDITED;

    /** What {@code firebreak run} is given: it denies one name, records another, and says nothing of the third. */
    static final String POLICY = """
            apiVersion: firebreak.dev/v1alpha1
            kind: DeployDnsPolicy
            metadata: {name: resolvers}
            spec:
              mode: Enforce
              deny:
              - name: shut
                names: ["%1$s", "*.%1$s"]
              - name: watched
                names: ["%2$s"]
                mode: Audit
            """.formatted(DENIED.fqdn(), AUDITED.fqdn());

    String fqdn() {
        return name().toLowerCase(Locale.ROOT) + ".example.com";
    }
}
