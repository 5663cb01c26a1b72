// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import dev.firebreak.proof.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code ask.py}, and reads what it heard. */
final class Client {
    static final String DENIED = "frontend.example.com";
    static final String ALLOWED = "status.example.com";
    private static final int PATIENCE_SECONDS = 120;

    private Client() {}

    /** The command that asks for a name by each of these paths. */
    static List<String> asking(String name, List<String> options, List<String> paths) {
        var command = new ArrayList<String>();
        command.add(World.SOURCES.resolve("ask.py").toString());
        command.addAll(options);
        paths.forEach(path -> command.add(path + "=" + name));
        return command;
    }

    /** Runs a command that ends in {@link #asking}; what was heard by each path. */
    static Map<String, Outcome> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        return outcomes(process);
    }

    /** Reads what a started client heard, to its end. */
    static Map<String, Outcome> outcomes(Process process) throws IOException, InterruptedException {
        String said = process.inputReader().readAllAsString();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("ask.py did not end; so far it said: " + said);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit code " + process.exitValue() + ": " + said);
        }
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (String line : said.lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3) {
                outcomes.put(words[0], Outcome.parse(words[2]));
            }
        }
        return outcomes;
    }
}
