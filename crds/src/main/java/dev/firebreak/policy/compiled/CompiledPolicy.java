// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.verdict.EffectivePolicy;
import dev.firebreak.policy.verdict.EffectiveRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A policy's rules and names as they are stored, sent and loaded: small (deflated), checked, and equal exactly if the
 * meaning is equal. What does not change what a name matches (mode, selectors, expiry, what a missing list means) is
 * not in it: turning Audit into Enforce needs no new list.
 *
 * <pre>{@code
 * byte[] file = compiled.payload();
 * CompiledPolicy same = CompiledPolicy.decode(file);          // refuses every corruption
 * same.forEachEntry((buffer, offset, length, word) -> table.put(buffer, offset, length, word));
 * }</pre>
 */
public final class CompiledPolicy {
    private final Digest digest;
    private final Action defaultAction;
    private final List<CompiledRule> rules;
    private final int entries;
    private final byte[] payload;

    CompiledPolicy(Digest digest, Action defaultAction, List<CompiledRule> rules, int entries, byte[] payload) {
        this.digest = digest;
        this.defaultAction = defaultAction;
        this.rules = List.copyOf(rules);
        this.entries = entries;
        this.payload = payload;
    }

    /**
     * Reads a payload back, bounded in time and memory whatever the bytes are.
     *
     * @param payload kept, not copied: must not change afterwards
     * @throws CorruptPayloadException unless it is byte for byte a payload that this version writes (up to how it was
     * deflated)
     */
    public static CompiledPolicy decode(byte[] payload) throws CorruptPayloadException {
        return CanonicalReader.read(payload, (key, shared, length, word) -> {});
    }

    /**
     * As {@link #decode(byte[])}, handing out the entries in the same pass: half the time for who wants to load them at
     * once. If it throws, what was handed out is to be thrown away.
     */
    public static CompiledPolicy decode(byte[] payload, EntryConsumer consumer) throws CorruptPayloadException {
        return CanonicalReader.read(payload, new WireNames(consumer));
    }

    /** SHA-256 of the canonical form. */
    public Digest digest() {
        return digest;
    }

    public Action defaultAction() {
        return defaultAction;
    }

    /**
     * The rule table; an entry's rule index is the position in it, 0 to 63. Rules that can never matter are not in it.
     */
    public List<CompiledRule> rules() {
        return rules;
    }

    /** How many distinct names ({@code x} and {@code *.x} are one). */
    public int entries() {
        return entries;
    }

    /** The bytes to store or send, a fresh copy. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Bytes of the payload. */
    public int payloadBytes() {
        return payload.length;
    }

    /** Hands out all entries, each name once, sorted by labels from the right. */
    public void forEachEntry(EntryConsumer consumer) {
        reread(new WireNames(consumer));
    }

    /** The compiled names as a policy to judge by, with the mode that the header or the person gives. */
    public EffectivePolicy effective(String name, Mode mode) {
        var table = new NameTable(entries);
        reread(table);
        var effective = new ArrayList<EffectiveRule>();
        for (int i = 0; i < rules.size(); i++) {
            int index = i;
            CompiledRule rule = rules.get(i);
            effective.add(new EffectiveRule(
                    rule.name(), rule.effect(), rule.reason(), pattern -> names(table, pattern, rule.effect(), index)));
        }
        return new EffectivePolicy(name, mode, defaultAction, effective);
    }

    private static boolean names(NameTable table, NamePattern pattern, Effect effect, int rule) {
        var reach = switch (pattern) {
            case NamePattern.Exact exact -> EntryWord.Reach.EXACT;
            case NamePattern.Below below -> EntryWord.Reach.BELOW;
        };
        int word = table.word(pattern.name());
        OptionalInt found =
                effect == Effect.AUDIT ? EntryWord.auditedRule(word, reach) : EntryWord.decidingRule(word, reach);
        return found.isPresent() && found.getAsInt() == rule;
    }

    private void reread(KeyConsumer consumer) {
        try {
            CanonicalReader.reread(payload, consumer);
        } catch (CorruptPayloadException e) {
            throw new IllegalStateException("a payload that was checked has changed in memory", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompiledPolicy policy && digest.equals(policy.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest + " (" + entries + " names, " + rules.size() + " rules, default " + defaultAction + ")";
    }
}
