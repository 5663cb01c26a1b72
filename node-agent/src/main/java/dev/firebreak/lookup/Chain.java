// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command and its parents in one line: {@code drain-cli <- deploy.sh}. */
public final class Chain {
    /** Longer ones are cut: nine names of 15 bytes, each of which may be escaped. */
    public static final int MAX_LENGTH = 200;

    private static final String ARROW = " <- ";

    private Chain() {}

    /** In printable ASCII: a process names itself as it likes, and one name must not read as two. */
    public static String of(Asker asker) {
        String chain = Stream.concat(
                        Stream.of(asker.comm()), asker.parents().stream().map(Asker.Parent::comm))
                .map(Chain::plain)
                .collect(Collectors.joining(ARROW));
        return chain.length() > MAX_LENGTH ? chain.substring(0, MAX_LENGTH - 3) + "..." : chain;
    }

    private static String plain(String comm) {
        StringBuilder out = new StringBuilder();
        comm.replace("<-", "?-").chars().forEach(c -> out.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return out.isEmpty() ? "?" : out.toString();
    }
}
