// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.names.NameList;
import java.util.List;
import java.util.Map;

/** What looking up all lists of a policy came to. */
public sealed interface ResolvedLists {
    /** All are there and can be read. */
    record Resolved(Map<ConfigMapKey, NameList> lists, List<Problem> warnings) implements ResolvedLists {
        public Resolved {
            lists = Map.copyOf(lists);
            warnings = List.copyOf(warnings);
        }
    }

    /** At least one is not there: no ConfigMap, no label, or no such key. The words of all that is wrong. */
    record NotFound(List<String> words) implements ResolvedLists {
        public NotFound {
            words = List.copyOf(words);
        }
    }

    /** All are there, and at least one holds something else than names. The words of all that is wrong. */
    record Broken(List<String> words) implements ResolvedLists {
        public Broken {
            words = List.copyOf(words);
        }
    }
}
