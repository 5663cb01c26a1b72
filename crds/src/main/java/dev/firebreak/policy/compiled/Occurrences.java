// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.WrittenPattern;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.names.ReversedLabels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Every place where a policy names a name, rule by rule in their order, each rule's inline names before its lists:
 * numbered, packed. A lower number is an earlier place.
 */
final class Occurrences {
    /** The places of one rule that come from one source. */
    private record Stretch(int first, boolean inline, IntFunction<SourcePosition> positions) {}

    private final byte[] keys;
    private final int[] ends;
    private final byte[] rules;
    private final boolean[] below;
    private final TreeMap<Integer, Stretch> stretches = new TreeMap<>();
    private int size;
    private int used;

    private Occurrences(int names, int keyBytes) {
        keys = new byte[keyBytes];
        ends = new int[names];
        rules = new byte[names];
        below = new boolean[names];
    }

    /** All places of the policy; each list that it refers to is there, and the limits hold. */
    static Occurrences of(Policy policy, Map<ConfigMapKey, NameList> lists, int names, int keyBytes) {
        var all = new Occurrences(names, keyBytes);
        List<Rule> rules = policy.rules();
        for (int i = 0; i < rules.size(); i++) {
            List<WrittenPattern> inline = rules.get(i).names();
            all.stretches.put(
                    all.size, new Stretch(all.size, true, n -> inline.get(n).position()));
            for (WrittenPattern written : inline) {
                all.add(written.pattern(), i);
            }
            for (var from : rules.get(i).namesFrom()) {
                NameList list = lists.get(from.configMap());
                if (list != null && list.size() > 0) {
                    all.stretches.put(all.size, new Stretch(all.size, false, list::position));
                    all.add(list, i);
                }
            }
        }
        return all;
    }

    private void add(NamePattern pattern, int rule) {
        byte[] key = ReversedLabels.key(pattern.name()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(key, 0, keys, used, key.length);
        used += key.length;
        append(used, rule, pattern instanceof NamePattern.Below);
    }

    private void add(NameList list, int rule) {
        list.copyKeys(keys, used);
        for (int i = 0; i < list.size(); i++) {
            append(used + list.keyEnd(i), rule, list.isBelow(i));
        }
        used += list.keyBytes();
    }

    private void append(int end, int rule, boolean isBelow) {
        ends[size] = end;
        rules[size] = (byte) rule;
        below[size] = isBelow;
        size++;
    }

    int size() {
        return size;
    }

    byte[] keys() {
        return keys;
    }

    int[] ends() {
        return ends;
    }

    int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    int end(int place) {
        return ends[place];
    }

    /** Index of the rule in the policy's order. */
    int rule(int place) {
        return rules[place];
    }

    EntryWord.Reach reach(int place) {
        return below[place] ? EntryWord.Reach.BELOW : EntryWord.Reach.EXACT;
    }

    /** True if the name is written in the policy itself. */
    boolean isInline(int place) {
        return stretches.floorEntry(place).getValue().inline();
    }

    SourcePosition position(int place) {
        Stretch stretch = stretches.floorEntry(place).getValue();
        return stretch.positions().apply(place - stretch.first());
    }

    /** The pattern as text, for messages. */
    String text(int place) {
        String key = new String(keys, start(place), end(place) - start(place), StandardCharsets.US_ASCII);
        return (below[place] ? "*." : "") + ReversedLabels.name(key);
    }
}
