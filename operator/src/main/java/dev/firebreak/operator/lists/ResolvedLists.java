// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.names.NameList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What looking up all lists of a policy came to. */
public sealed interface ResolvedLists {
    /** The ConfigMaps that the policy refers to, each in the revision that was read; empty for one that was not there. */
    Map<ListMap, Optional<String>> revisions();

    /** All are there and can be read. */
    record Resolved(Map<ListMap, Optional<String>> revisions, Map<ConfigMapKey, NameList> lists, List<Problem> warnings)
            implements ResolvedLists {
        public Resolved {
            revisions = Map.copyOf(revisions);
            lists = Map.copyOf(lists);
            warnings = List.copyOf(warnings);
        }
    }

    /** At least one is not there: no ConfigMap, no label, or no such key. The words of all that is wrong. */
    record NotFound(Map<ListMap, Optional<String>> revisions, List<String> words) implements ResolvedLists {
        public NotFound {
            revisions = Map.copyOf(revisions);
            words = List.copyOf(words);
        }
    }

    /** All are there, and at least one holds something else than names. The words of all that is wrong. */
    record Broken(Map<ListMap, Optional<String>> revisions, List<String> words) implements ResolvedLists {
        public Broken {
            revisions = Map.copyOf(revisions);
            words = List.copyOf(words);
        }
    }
}
