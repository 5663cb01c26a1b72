// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The running {@code site.sh}: a box, its DNS server, a nested container. It lives as long as its standard input, which
 * the kernel closes when this JVM ends, however it ends.
 */
public final class World implements AutoCloseable {
    /** The folder of the script and of the clients. */
    public static final Path SOURCES = Path.of("src/test/bypass").toAbsolutePath();

    private final Process script;
    private final Map<Place, Long> entrances = new EnumMap<>(Place.class);

    /** A network namespace of the world. */
    public enum Place {
        /** Where the filtered processes are. */
        BOX,
        /** Where the DNS server is. */
        SITE,
        /** Behind the box, as docker-in-docker makes one. */
        NESTED
    }

    /**
     * Builds it and waits until its servers answer.
     *
     * @param state an empty folder for its files
     * @throws IllegalStateException if it could not be built; the reason is on this JVM's standard error
     */
    public World(Path state) throws IOException {
        script = new ProcessBuilder(SOURCES.resolve("site.sh").toString(), state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = script.inputReader();
        for (String line = said.readLine(); !"ready".equals(line); line = said.readLine()) {
            if (line == null) {
                throw new IllegalStateException("site.sh ended before it was ready");
            }
            String[] words = line.split(" ", -1);
            entrances.put(Place.valueOf(words[0].toUpperCase(Locale.ROOT)), Long.valueOf(words[1]));
        }
    }

    /** The command that runs {@code command} there, with the box's own resolv.conf. */
    public List<String> inside(Place place, List<String> command) {
        var all = new ArrayList<>(List.of(
                "nsenter",
                "--mount=" + namespace(Place.BOX, "mnt"),
                "--net=" + namespace(place, "net"),
                "--wd=" + Path.of("").toAbsolutePath(),
                "--"));
        all.addAll(command);
        return all;
    }

    /** The file of a namespace ({@code net}, {@code mnt}) of a place. */
    public Path namespace(Place place, String kind) {
        Long pid = entrances.get(place);
        if (pid == null) {
            throw new IllegalStateException("site.sh did not tell of " + place);
        }
        return Path.of("/proc", pid.toString(), "ns", kind);
    }

    /** Ends its processes, and with them its namespaces. */
    @Override
    public void close() throws IOException {
        script.getOutputStream().close();
        script.onExit().join();
    }
}
