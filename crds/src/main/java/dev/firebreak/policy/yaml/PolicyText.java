// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.ProblemLog;
import dev.firebreak.policy.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of a policy file as text: UTF-8, of bounded size, without the control characters that YAML forbids. */
final class PolicyText {
    private PolicyText() {}

    static Optional<String> decode(String file, byte[] bytes, ProblemLog log) {
        if (bytes.length > PolicyLimits.MAX_FILE_BYTES) {
            log.error(
                    SourcePosition.of(file),
                    "the file is larger than " + PolicyLimits.MAX_FILE_BYTES
                            + " bytes, the most that a cluster stores as one object: put long lists of names into ConfigMaps (namesFrom)");
            return Optional.empty();
        }
        var chars = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            log.error(positionAfter(file, text, text.length()), "the file is not UTF-8 text");
            return Optional.empty();
        }
        int forbidden = forbidden(text);
        if (forbidden >= 0) {
            log.error(
                    positionAfter(file, text, forbidden),
                    "the control character U+%04X may not stand in YAML".formatted((int) text.charAt(forbidden)));
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    /** Index of the first character that YAML 1.1 (5.1) does not let stand in a stream; -1 if there is none. */
    private static int forbidden(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0 && c != 0x85);
            if (control || c == 0xfffe || c == 0xffff || (c == 0xfeff && i > 0)) {
                return i;
            }
        }
        return -1;
    }

    private static SourcePosition positionAfter(String file, String text, int end) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new SourcePosition(file, line, end - lineStart + 1, "");
    }
}
