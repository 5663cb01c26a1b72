// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.policy.Mode;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.load.CommandLinePolicy;
import dev.firebreak.policy.load.LoadOutcome;
import java.nio.file.Path;
import java.util.List;

/** Lists in a node's cache, as an agent would have left them. */
public final class CachedLists {
    private CachedLists() {}

    /** A list that denies these names. */
    public static CompiledPolicy denying(String... names) {
        return switch (CommandLinePolicy.of(List.of(names), List.of(), Mode.Enforce)) {
            case LoadOutcome.Loaded loaded -> loaded.policies().getFirst().compiled();
            case LoadOutcome.Refused refused -> throw new IllegalArgumentException(refused.toString());
        };
    }

    /** Puts it into the cache of this folder. */
    public static void put(Path folder, CompiledPolicy list) {
        new PayloadCache(folder.resolve("lists")).write(list.digest(), list.payload());
    }
}
