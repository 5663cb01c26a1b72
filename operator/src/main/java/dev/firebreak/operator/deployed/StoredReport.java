// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.deployed;

import java.time.Instant;
import java.util.Optional;

/**
 * A DeployReport by its metadata.
 *
 * @param uid which one of that name
 * @param owner UID of what made its pod, as the agent's label says; empty where nothing did, or it is not known
 */
record StoredReport(String namespace, String name, String uid, Instant createdAt, Optional<String> owner) {}
