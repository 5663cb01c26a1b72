// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.cli.failure.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From settings as text to {@link Settings}, or to a refusal that names the key. */
public final class SettingsReader {
    /** Every key there is: in the file as it stands, on the command line with two hyphens in front. */
    public static final List<String> KEYS = List.of(
            "node-name",
            "kubeconfig",
            "runtime-socket",
            "nri-socket",
            "nri",
            "cgroup-root",
            "bpffs",
            "dns-ports",
            "cache",
            "max-list-memory",
            "own-namespace",
            "metrics-address",
            "log-level");

    private static final Pattern SIZE = Pattern.compile("(\\d+)(Ki|Mi|Gi)?");
    private static final Set<String> LEVELS = Set.of("debug", "info", "warning", "error");
    private static final int MOST_PORTS = 8;

    private final Map<String, String> values;
    private final String where;

    private SettingsReader(Map<String, String> values, String where) {
        this.values = values;
        this.where = where;
    }

    /**
     * Reads them.
     *
     * @param where they came from, for refusals
     */
    public static Settings read(Map<String, String> values, String where) {
        Set<String> unknown = new TreeSet<>(values.keySet());
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw Refusal.of(
                    "no such setting: " + String.join(", ", unknown), where, "use one of " + String.join(", ", KEYS));
        }
        return new SettingsReader(values, where).settings();
    }

    private Settings settings() {
        Settings standard = Settings.DEFAULT;
        return new Settings(
                text("node-name"),
                path("kubeconfig"),
                path("runtime-socket"),
                path("nri-socket"),
                text("nri").map(this::onOff).orElse(standard.nri()),
                path("cgroup-root"),
                path("bpffs"),
                text("dns-ports").map(this::ports).orElse(standard.dnsPorts()),
                path("cache").orElse(standard.cache()),
                text("max-list-memory").map(this::bytes).orElse(standard.maxListMemory()),
                text("own-namespace").orElse(standard.ownNamespace()),
                text("metrics-address").orElse(standard.metricsAddress()),
                text("log-level").map(this::level).orElse(standard.logLevel()));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    private Optional<Path> path(String key) {
        return text(key).map(Path::of);
    }

    private boolean onOff(String value) {
        return switch (value) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw refused("nri", value, "on or off");
        };
    }

    private List<Integer> ports(String value) {
        List<Integer> ports = new ArrayList<>();
        for (String word : value.split(",", -1)) {
            try {
                int port = Integer.parseInt(word.strip());
                if (port < 1 || port > 0xffff) {
                    throw refused("dns-ports", value, "ports from 1 to 65535");
                }
                ports.add(port);
            } catch (NumberFormatException e) {
                throw refused("dns-ports", value, "numbers, joined by commas").because(e);
            }
        }
        if (ports.size() > MOST_PORTS) {
            throw refused("dns-ports", value, "at most " + MOST_PORTS + " ports");
        }
        return ports;
    }

    private long bytes(String value) {
        Matcher matcher = SIZE.matcher(value);
        if (!matcher.matches() || matcher.group(1).length() > 12) {
            throw refused("max-list-memory", value, "a number of bytes, or as 256Mi");
        }
        int shift = switch (Optional.ofNullable(matcher.group(2)).orElse("")) {
            case "Ki" -> 10;
            case "Mi" -> 20;
            case "Gi" -> 30;
            default -> 0;
        };
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }

    private String level(String value) {
        if (!LEVELS.contains(value)) {
            throw refused("log-level", value, "debug, info, warning or error");
        }
        return value;
    }

    private Refusal refused(String key, String value, String right) {
        return Refusal.of("the setting " + key + " cannot be \"" + value + "\"", where, "give " + right);
    }
}
