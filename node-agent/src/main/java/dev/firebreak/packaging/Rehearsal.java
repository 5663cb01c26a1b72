// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.packaging;

import dev.firebreak.cli.Firebreak;
import dev.firebreak.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs command lines one after the other in one process, while the runtime records what it loads: the start-up cache
 * (JEP 483) then holds the classes, the linked lambdas and the module graph of all of them. A command that fails here,
 * because this machine is not root or its kernel is too old, is recorded as far as it came.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * Plays the command lines of a file.
     *
     * @param arguments the file of command lines, one a line without the program's name, words parted by spaces; and
     *     {@code #} begins a comment
     */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Class.forName(Main.class.getName()); // the one class that the commands below do not come by
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int code = new Firebreak(System.out, System.err, Map.copyOf(System.getenv()))
                        .execute(line.strip().split(" +", -1));
                System.out.println("rehearsed: " + line + " -> " + code);
            }
        }
    }
}
