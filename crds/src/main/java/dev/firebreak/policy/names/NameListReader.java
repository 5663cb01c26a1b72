// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.ProblemLog;
import dev.firebreak.policy.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a list as the tools people have write them: one name or {@code *.name} a line, {@code #} begins a comment,
 * blank lines are nothing, and a line that begins with an address is a hosts-file line
 * ({@code 0.0.0.0 ads.example.com tracker.example.com}): its address is ignored, whatever it is, and what a hosts file
 * says of the host itself (localhost, broadcasthost, ip6-allnodes, …) is left out.
 */
public final class NameListReader {
    /**
     * Names of the host itself in hosts files as distributions and list makers ship them; denying these is never meant.
     */
    private static final Set<String> FURNITURE = Set.of(
            "localhost",
            "localhost.localdomain",
            "localhost4",
            "localhost4.localdomain4",
            "localhost6",
            "localhost6.localdomain6",
            "local",
            "broadcasthost",
            "ip6-localhost",
            "ip6-loopback",
            "ip6-localnet",
            "ip6-mcastprefix",
            "ip6-allnodes",
            "ip6-allrouters",
            "ip6-allhosts",
            "0.0.0.0");

    private final String source;
    private final int maxNames;
    private final LineSource lines;
    private final PackedNames names = new PackedNames();
    private final ProblemLog problems = new ProblemLog();
    private int tooMany;
    private int furniture;
    private byte[] lastAddress = {};

    private NameListReader(String source, InputStream in, int maxNames) {
        this.source = source;
        this.lines = new LineSource(in);
        this.maxNames = maxNames;
    }

    /**
     * Reads a whole list. Memory is bounded whatever the stream holds.
     *
     * @param source the list as a person names it, for messages
     * @param maxNames how many names it may hold; see {@link dev.firebreak.policy.PolicyKind#maxNames}
     * @throws IOException as the stream throws it; what a person wrote wrong is in the outcome
     */
    public static NameListOutcome read(String source, InputStream in, int maxNames) throws IOException {
        return new NameListReader(source, in, maxNames).read();
    }

    private NameListOutcome read() throws IOException {
        boolean more = true;
        while (more) {
            switch (lines.next()) {
                case READ -> readLine();
                case TOO_LONG -> error(() -> "the line is longer than " + PolicyLimits.MAX_LINE_BYTES + " bytes");
                case TOO_LARGE -> {
                    problems.error(
                            SourcePosition.of(source),
                            "the list is larger than " + PolicyLimits.MAX_LIST_BYTES + " bytes");
                    more = false;
                }
                case END -> more = false;
            }
        }
        if (tooMany > 0) {
            problems.error(
                    SourcePosition.of(source),
                    "TooManyEntries: the list has " + (maxNames + (long) tooMany) + " names, at most " + maxNames
                            + " are allowed");
        }
        if (furniture > 0) {
            problems.warning(
                    SourcePosition.of(source),
                    "left out of hosts-file lines: names of the host itself, such as localhost (" + furniture + ")");
        }
        return problems.hasErrors()
                ? new NameListOutcome.Refused(problems.sorted())
                : new NameListOutcome.Read(names.toList(source), problems.sorted());
    }

    private void readLine() {
        byte[] buffer = lines.buffer();
        int end = withoutComment(buffer, lines.start(), lines.end());
        int wordStart = skipBlanks(buffer, firstByte(buffer), end);
        if (wordStart == end) {
            return;
        }
        int wordEnd = wordEnd(buffer, wordStart, end);
        int next = skipBlanks(buffer, wordEnd, end);
        if (next == end) {
            add(buffer, wordStart, wordEnd, false);
        } else if (isAddress(buffer, wordStart, wordEnd)) {
            while (next < end) {
                wordEnd = wordEnd(buffer, next, end);
                add(buffer, next, wordEnd, true);
                next = skipBlanks(buffer, wordEnd, end);
            }
        } else {
            error(() -> Excerpt.quoted(text(buffer, wordStart, end).strip())
                    + " is more than one word: a line holds one name, or begins with an address as in a hosts file");
        }
    }

    private void add(byte[] buffer, int from, int to, boolean hostsLine) {
        if (hostsLine && FURNITURE.contains(text(buffer, from, to))) {
            furniture++;
        } else if (names.size() == maxNames) {
            tooMany++;
        } else if (!names.add(buffer, from, to, lines.number())) {
            error(() -> complaint(text(buffer, from, to)));
        }
    }

    private static String complaint(String word) {
        return NameSyntax.patternComplaint(word)
                .orElseThrow(() -> new IllegalStateException("refused without a complaint: " + word));
    }

    private void error(Supplier<String> message) {
        problems.error(() -> Problem.error(new SourcePosition(source, lines.number(), 0, ""), message.get()));
    }

    /** Hosts files name one address on every line: what was an address on the last line is one here. */
    private boolean isAddress(byte[] buffer, int from, int to) {
        if (Arrays.equals(buffer, from, to, lastAddress, 0, lastAddress.length)) {
            return true;
        }
        boolean address = AddressLiteral.isAddress(text(buffer, from, to));
        if (address) {
            lastAddress = Arrays.copyOfRange(buffer, from, to);
        }
        return address;
    }

    private int firstByte(byte[] buffer) {
        int start = lines.start();
        boolean byteOrderMark = lines.number() == 1
                && lines.end() - start >= 3
                && buffer[start] == (byte) 0xef
                && buffer[start + 1] == (byte) 0xbb
                && buffer[start + 2] == (byte) 0xbf;
        return byteOrderMark ? start + 3 : start;
    }

    private static int withoutComment(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '#') {
                return i;
            }
        }
        return to;
    }

    private static int skipBlanks(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && isBlank(buffer[i])) {
            i++;
        }
        return Math.min(i, to);
    }

    private static int wordEnd(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && !isBlank(buffer[i])) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }
}
