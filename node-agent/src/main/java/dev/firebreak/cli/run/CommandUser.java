// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.command.Command;
import dev.firebreak.cli.failure.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Whose rights the command gets: asked of id(1), which knows every source of users that this host has. */
final class CommandUser {
    private CommandUser() {}

    /** A user by name or number, with all groups; a number that names no user has no group but its own. */
    static Command.Identity find(String user) {
        List<String> uid = id("-u", user);
        if (uid.isEmpty()) {
            if (user.isEmpty() || user.length() > 9 || !user.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw Refusal.of(
                        "there is no user " + user, "--user " + user, "give a user's name or number (getent passwd)");
            }
            int number = Integer.parseInt(user);
            return new Command.Identity(number, number, List.of());
        }
        return new Command.Identity(
                Integer.parseInt(uid.getFirst()),
                Integer.parseInt(id("-g", user).getFirst()),
                id("-G", user).stream().map(Integer::valueOf).toList());
    }

    private static List<String> id(String option, String user) {
        try {
            Process id = new ProcessBuilder("id", option, "--", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return id.waitFor() == 0 ? Stream.of(out.split(" ", -1)).toList() : List.of();
        } catch (IOException e) {
            throw Refusal.of("users cannot be looked up: " + e.getMessage(), "--user " + user, "install coreutils (id)")
                    .because(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
