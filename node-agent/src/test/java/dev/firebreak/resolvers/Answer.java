// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one client said of one name.
 *
 * @param fqdn the name asked for
 * @param lines its output, blank lines left out
 * @param after how long the lookup took: by the client's own clock, else the life of its process
 * @param datagrams how many UDP datagrams left the namespace meanwhile
 */
record Answer(String fqdn, List<String> lines, Duration after, int datagrams) {
    /** The addresses of the site's server, and those of the one that only nscd asks ({@code site.sh}). */
    private static final Pattern DIRECT = Pattern.compile("192\\.0\\.2\\.80\\b|2001:db8:[0:]*:80\\b");

    private static final Pattern BY_NSCD = Pattern.compile("192\\.0\\.2\\.81\\b|2001:db8:[0:]*:81\\b");

    /** The line by which {@code ask.sh} ends an answer: name, exit code, microseconds, datagrams. */
    private static final Pattern END = Pattern.compile("=== (\\S+) \\d+ (\\d+) (-?\\d+)");

    private static final Pattern OWN_CLOCK = Pattern.compile("after ([0-9.]+) ms");
    /** A port of the client's, another one each time. */
    private static final Pattern EPHEMERAL_PORT = Pattern.compile(":\\d{5}\\b");

    private static final Pattern STATUS = Pattern.compile("status: \\w+");

    Answer {
        lines = List.copyOf(lines);
    }

    /** All answers in the output of {@code ask.sh}, in the order of asking. */
    static List<Answer> parse(String output) {
        List<Answer> answers = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Optional<Duration> ownClock = Optional.empty();
        for (String line : output.lines().map(String::strip).toList()) {
            Matcher end = END.matcher(line);
            Matcher clock = OWN_CLOCK.matcher(line);
            if (end.matches()) {
                Duration life = Duration.ofNanos(Long.parseLong(end.group(2)) * 1_000);
                answers.add(new Answer(end.group(1), lines, ownClock.orElse(life), Integer.parseInt(end.group(3))));
                lines.clear();
                ownClock = Optional.empty();
            } else if (clock.matches()) {
                ownClock = Optional.of(Duration.ofNanos((long) (Double.parseDouble(clock.group(1)) * 1_000_000)));
            } else if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return answers;
    }

    boolean resolvedDirectly() {
        return lines.stream().anyMatch(line -> DIRECT.matcher(line).find());
    }

    boolean resolvedByNscd() {
        return lines.stream().anyMatch(line -> BY_NSCD.matcher(line).find());
    }

    /** The one line that tells a person what happened, the name in it replaced by {@code NAME}. */
    String says() {
        if (resolvedDirectly() || resolvedByNscd()) {
            return "resolves";
        }
        String line = lines.stream()
                .map(STATUS::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse(lines.isEmpty() ? "nothing" : lines.getLast());
        return EPHEMERAL_PORT.matcher(line.replace(fqdn, "NAME")).replaceAll(":PORT");
    }
}
