// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.DnsName;
import dev.firebreak.policy.NameSyntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The name of one DNS question as it was on the wire: 0 to 127 labels of 1 to 63 bytes of any value, ASCII letters
 * folded to lower case (RFC 4343), all else as it came. The root has no labels.
 *
 * @param labels from the first (leftmost) to the last; each character is one byte, 0 to 255
 */
public record Question(List<String> labels) {
    /** Bytes of a name on the wire with the root's zero byte (RFC 1035, 2.3.4). */
    public static final int MAX_WIRE = 255;

    public Question {
        labels = labels.stream().map(Question::folded).toList();
        int wire = 1;
        for (String label : labels) {
            if (label.isEmpty() || label.length() > NameSyntax.MAX_LABEL) {
                throw new IllegalArgumentException(
                        "a label of " + label.length() + " bytes; a label has 1 to " + NameSyntax.MAX_LABEL);
            }
            wire += 1 + label.length();
        }
        if (wire > MAX_WIRE) {
            throw new IllegalArgumentException(
                    "the name takes " + wire + " bytes on the wire, at most " + MAX_WIRE + " are allowed");
        }
    }

    /** From the bytes of the labels, first to last. */
    public static Question ofLabels(List<byte[]> labels) {
        return new Question(labels.stream()
                .map(label -> new String(label, StandardCharsets.ISO_8859_1))
                .toList());
    }

    /**
     * From wire form: length byte and label, again and again, then a zero byte (RFC 1035, 3.1), all of {@code wire}.
     *
     * @throws IllegalArgumentException if it is not exactly that; a compression pointer is not
     */
    public static Question ofWire(byte[] wire) {
        var labels = new ArrayList<byte[]>();
        int at = 0;
        while (at < wire.length && wire[at] != 0) {
            int length = wire[at] & 0xff;
            if (length > NameSyntax.MAX_LABEL || at + 1 + length > wire.length) {
                throw new IllegalArgumentException("no label at byte " + at);
            }
            labels.add(Arrays.copyOfRange(wire, at + 1, at + 1 + length));
            at += 1 + length;
        }
        if (at != wire.length - 1) {
            throw new IllegalArgumentException("the name does not end at byte " + (wire.length - 1));
        }
        return ofLabels(labels);
    }

    /**
     * From presentation form (RFC 1035, 5.1): dots between labels, one trailing dot ignored, {@code \.} and
     * {@code \DDD} for odd bytes; {@code "."} is the root.
     *
     * @throws IllegalArgumentException with words for a person if it is no name
     */
    public static Question ofText(String text) {
        return PresentationName.parse(text);
    }

    /** How many labels. */
    public int depth() {
        return labels.size();
    }

    /**
     * The last {@code depth} labels as a name that a policy could hold; empty if one of their bytes can stand in no
     * policy, so that no entry can match. Without that, a label with a dot inside would look like two.
     */
    public Optional<DnsName> suffix(int depth) {
        List<String> suffix = labels.subList(labels.size() - depth, labels.size());
        boolean plain = suffix.stream().allMatch(label -> label.chars().allMatch(NameSyntax::isLabelCharacter));
        if (!plain || suffix.isEmpty()) {
            return Optional.empty();
        }
        String text = String.join(".", suffix);
        return NameSyntax.nameComplaint(text).isEmpty() ? Optional.of(new DnsName(text)) : Optional.empty();
    }

    /** Presentation form with escapes, without trailing dot; the root is {@code "."}. */
    @Override
    public String toString() {
        return PresentationName.print(labels);
    }

    private static String folded(String label) {
        var out = new StringBuilder(label.length());
        label.chars().forEach(c -> {
            if (c > 0xff) {
                throw new IllegalArgumentException("a label is bytes, each a character from 0 to 255");
            }
            out.append((char) NameSyntax.toLower(c));
        });
        return out.toString();
    }
}
