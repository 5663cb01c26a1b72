// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The running {@code site.sh}: a box and a DNS server in namespaces of their own. It lives as long as its standard
 * input, which the kernel closes when this JVM ends, however it ends.
 */
final class Site {
    private final Process script;
    private final Map<View, Long> entrances = new EnumMap<>(View.class);

    /**
     * Builds it and waits until all its servers answer.
     *
     * @param state an empty directory for its files
     * @throws IllegalStateException if it could not be built; the reason is on this JVM's standard error
     */
    Site(Path sources, Path nscd, Path state) throws IOException {
        script = new ProcessBuilder(sources.resolve("site.sh").toString(), nscd.toString(), state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = script.inputReader();
        for (String line = said.readLine(); !"ready".equals(line); line = said.readLine()) {
            if (line == null) {
                throw new IllegalStateException("site.sh ended before it was ready");
            }
            String[] words = line.split(" ", -1);
            for (View view : View.values()) {
                if (view.inSiteScript().equals(words[0])) {
                    entrances.put(view, Long.valueOf(words[1]));
                }
            }
        }
    }

    /** The command that runs {@code command} in the box, set up as {@code view} says. */
    List<String> inside(View view, List<String> command) {
        List<String> all =
                new ArrayList<>(List.of("nsenter", "--target=" + entrances.get(view), "--net", "--mount", "--"));
        all.addAll(command);
        return all;
    }

    /** Ends its processes, and with them its namespaces. */
    void takeDown() throws IOException, InterruptedException {
        script.getOutputStream().close();
        script.waitFor();
    }
}
