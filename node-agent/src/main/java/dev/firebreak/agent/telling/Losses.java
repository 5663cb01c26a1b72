// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

/**
 * What could not be told since the agent began; verdicts stand all the same.
 *
 * @param lookups came faster than they could be taken
 * @param lines of the log that were not written
 * @param happenings that no event tells
 * @param reports of pods that ended, never written
 * @param refused writes that the API server refused for good
 */
public record Losses(long lookups, long lines, long happenings, long reports, long refused) {}
