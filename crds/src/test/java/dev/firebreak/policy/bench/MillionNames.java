// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A list as blocklists are: names of 2 to 5 labels, many below shared parents, in no order; the same for the same seed.
 */
public final class MillionNames {
    private static final String[] TOP = {"com", "net", "org", "de", "io", "co.uk", "info", "ru", "xyz", "example"};

    private MillionNames() {}

    /** {@code count} different names, one a line. */
    public static byte[] text(int count, long seed) {
        var random = new SplittableRandom(seed);
        var out = new ByteArrayOutputStream(count * 24);
        var site = "";
        for (int i = 0; i < count; i++) {
            if (i % 4 == 0) {
                site = word(random, 4, 14) + "." + TOP[random.nextInt(TOP.length)];
            }
            String name = switch (random.nextInt(4)) {
                case 0 -> word(random, 1, 6) + "." + word(random, 2, 8) + i % 10 + "." + site;
                case 1 -> "*." + word(random, 3, 8) + i % 10 + "." + site;
                default -> word(random, 3, 8) + i % 10 + "." + site;
            };
            out.writeBytes((name + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static String word(SplittableRandom random, int shortest, int longest) {
        int length = random.nextInt(shortest, longest + 1);
        var word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
