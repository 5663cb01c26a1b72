// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.PolicyLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a payload and believes nothing: what it accepts is byte for byte what the writer would have written. */
final class CanonicalReader {
    private final InflatedForm form;
    private final List<CompiledRule> rules = new ArrayList<>();
    private long rulesNamed;

    private CanonicalReader(InflatedForm form) {
        this.form = form;
    }

    /**
     * Reads all of {@code payload}, handing out the entries on the way: before it returns, they are not yet known to be
     * whole.
     */
    static CompiledPolicy read(byte[] payload, KeyConsumer consumer) throws CorruptPayloadException {
        var header = PayloadHeader.of(payload);
        var sha256 = Digest.sha256();
        try (var form = new InflatedForm(payload, CanonicalForm.HEADER_BYTES, header.length(), sha256::update)) {
            CompiledPolicy policy = new CanonicalReader(form).read(header.digest(), payload, consumer);
            Digest found = Digest.ofBytes(sha256.digest());
            if (!found.equals(policy.digest())) {
                throw new CorruptPayloadException(
                        "the content's digest is " + found + ", not " + policy.digest() + " as declared");
            }
            return policy;
        }
    }

    /** Reads what stands before the entries. */
    static DeclaredPolicy declared(byte[] payload) throws CorruptPayloadException {
        var header = PayloadHeader.of(payload);
        try (var form = unobserved(payload, header)) {
            var reader = new CanonicalReader(form);
            reader.readBeginning();
            return new DeclaredPolicy(header.digest(), reader.readCount());
        }
    }

    /**
     * Reads a payload that {@link #read(byte[], KeyConsumer)} has read or {@link CanonicalWriter} has written, and that
     * has been in our hands since: without its digest, which would take as long as the rest (our own runtime compiles
     * with C1, which has no SHA intrinsic).
     */
    static void reread(byte[] payload, KeyConsumer consumer) throws CorruptPayloadException {
        var header = PayloadHeader.of(payload);
        try (var form = unobserved(payload, header)) {
            new CanonicalReader(form).read(header.digest(), payload, consumer);
        }
    }

    private static InflatedForm unobserved(byte[] payload, PayloadHeader header) {
        return new InflatedForm(payload, CanonicalForm.HEADER_BYTES, header.length(), (bytes, from, count) -> {});
    }

    private CompiledPolicy read(Digest declared, byte[] payload, KeyConsumer consumer) throws CorruptPayloadException {
        Action defaultAction = readBeginning();
        int entries = readEntries(consumer);
        form.end();
        return new CompiledPolicy(declared, defaultAction, rules, entries, payload);
    }

    private Action readBeginning() throws CorruptPayloadException {
        int version = form.takeByte();
        if (version != CanonicalForm.VERSION) {
            throw new CorruptPayloadException(
                    "version " + version + ", this program reads version " + CanonicalForm.VERSION);
        }
        Action defaultAction = readDefaultAction();
        readRules();
        return defaultAction;
    }

    private Action readDefaultAction() throws CorruptPayloadException {
        int code = form.takeByte();
        return switch (code) {
            case 0 -> Action.Allow;
            case 1 -> Action.Deny;
            default -> throw new CorruptPayloadException("no default action has the number " + code);
        };
    }

    private void readRules() throws CorruptPayloadException {
        int count = form.takeByte();
        if (count > PolicyLimits.MAX_RULES) {
            throw new CorruptPayloadException(count + " rules, at most " + PolicyLimits.MAX_RULES);
        }
        for (int i = 0; i < count; i++) {
            Effect effect = CanonicalForm.effect(form.takeByte());
            String name = text(form.takeByte());
            int reasonLength = form.takeByte() | form.takeByte() << 8;
            rules.add(rule(name, effect, reasonLength));
            if (i > 0 && CompiledRule.inOrder(rules.get(i - 1), rules.get(i)) >= 0) {
                throw new CorruptPayloadException("rules do not ascend");
            }
        }
    }

    private CompiledRule rule(String name, Effect effect, int reasonLength) throws CorruptPayloadException {
        if (reasonLength > 4 * PolicyLimits.MAX_REASON) {
            throw new CorruptPayloadException("a reason of " + reasonLength + " bytes");
        }
        try {
            return new CompiledRule(name, effect, text(reasonLength));
        } catch (IllegalArgumentException e) {
            throw new CorruptPayloadException(String.valueOf(e.getMessage()), e);
        }
    }

    private String text(int length) throws CorruptPayloadException {
        int from = form.take(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(form.buffer(), from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptPayloadException("a text that is not UTF-8", e);
        }
    }

    private int readCount() throws CorruptPayloadException {
        long count = form.takeByte() | form.takeByte() << 8 | form.takeByte() << 16 | (long) form.takeByte() << 24;
        if (count > CanonicalForm.MAX_ENTRIES) {
            throw new CorruptPayloadException(count + " entries, at most " + CanonicalForm.MAX_ENTRIES);
        }
        return (int) count;
    }

    private int readEntries(KeyConsumer consumer) throws CorruptPayloadException {
        int count = readCount();
        var keys = new KeyReader();
        for (int i = 0; i < count; i++) {
            keys.read(form);
            int word = readWord();
            if (keys.length() > NameSyntax.MAX_NAME - 2 && word >>> 16 != 0) {
                throw new CorruptPayloadException("a name of " + keys.length() + " bytes has none below it");
            }
            consumer.accept(keys.key(), keys.shared(), keys.length(), word);
        }
        if (Long.bitCount(rulesNamed) != rules.size()) {
            throw new CorruptPayloadException("a rule that no entry names");
        }
        return count;
    }

    private int readWord() throws CorruptPayloadException {
        int mask = form.takeByte();
        if (mask == 0 || mask > 0xf) {
            throw new CorruptPayloadException("a word with the mask " + mask);
        }
        int word = 0;
        for (int i = 0; i < 4; i++) {
            if ((mask & (1 << i)) != 0) {
                int value = form.takeByte();
                check(value, (i & 1) != 0);
                word |= value << (8 * i);
            }
        }
        return word;
    }

    /**
     * One byte of a word that is not 0: its flags must be one effect, and the rule it names must exist and have that
     * effect.
     */
    private void check(int value, boolean audit) throws CorruptPayloadException {
        int rule = value & EntryWord.RULE;
        int flags = value & ~EntryWord.RULE;
        Effect effect = audit ? Effect.AUDIT : flags == EntryWord.ALLOW ? Effect.ALLOW : Effect.DENY;
        boolean oneFlag = flags == EntryWord.PRESENT || (flags == EntryWord.ALLOW && !audit);
        if (!oneFlag || rule >= rules.size() || rules.get(rule).effect() != effect) {
            throw new CorruptPayloadException(
                    "an entry names rule " + rule + " with the flags " + flags + ", which does not exist");
        }
        rulesNamed |= 1L << rule;
    }
}
