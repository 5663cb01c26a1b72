// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code docs/resolvers.md}. The file changes when a resolver's words change, or when a wait comes or goes; a
 * millisecond more or less leaves it as it is, so that a run on another day is no difference.
 */
final class ResolverTable {
    private static final String HEAD = """
            <!-- SPDX-License-Identifier: Apache-2.0. Written by ResolverMatrixKernelIT; change that, not this. -->
            # What a denied lookup looks like to a real resolver

            Each resolver was run under `firebreak run` in a network namespace of its own, against a real dnsmasq, and asked
            for a name that no rule speaks of, a name that is recorded (`mode: Audit`) and a name that is denied; the latter in both
            ways of saying no: by the answerer (the rule), and by a failing system call (`--answer off`, and wherever a device cannot
            be covered). No denied name resolved, every other did, and the report had each denied and recorded one. Times are those
            of one lookup, in coarse steps; for curl, dig and busybox they include the start of the process.

            glibc beside nscd: a running nscd would have answered; under `firebreak run` libc does not reach it and asks
            DNS itself.

            | resolver | over | allowed | recorded | denied: NXDOMAIN | denied: EPERM |
            | --- | --- | --- | --- | --- | --- |
            """;

    private final Map<String, Answer> cells = new HashMap<>();

    void put(Client client, AnswerMode mode, Name name, Answer answer) {
        cells.put(key(client, mode, name), answer);
    }

    /** The page, or nothing to write if a client of {@code clients} is missing in it (a part of the test was run alone). */
    boolean isWhole(List<Client> clients) {
        return cells.size() == clients.size() * AnswerMode.values().length * Name.values().length;
    }

    /** Writes the page unless the one that is there says the same. Returns whether it wrote. */
    boolean writeTo(Path page, List<Client> clients) throws IOException {
        String now = render(clients);
        if (Files.exists(page) && withoutMilliseconds(Files.readString(page)).equals(withoutMilliseconds(now))) {
            return false;
        }
        Files.writeString(page, now);
        return true;
    }

    private String render(List<Client> clients) {
        StringBuilder text = new StringBuilder(HEAD);
        for (Client client : clients) {
            List<String> row = new ArrayList<>(List.of(client.resolver(), client.transport()));
            row.add(cell(client, AnswerMode.NXDOMAIN, Name.ALLOWED));
            row.add(cell(client, AnswerMode.NXDOMAIN, Name.AUDITED));
            row.add(cell(client, AnswerMode.NXDOMAIN, Name.DENIED));
            row.add(cell(client, AnswerMode.EPERM, Name.DENIED));
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
        }
        return text.toString();
    }

    private String cell(Client client, AnswerMode mode, Name name) {
        Answer answer = cells.get(key(client, mode, name));
        if (answer == null) {
            throw new IllegalStateException("no answer of " + client + " about " + name + " with " + mode);
        }
        return answer.says().replace("|", "\\|") + ", " + Bucket.of(answer.after());
    }

    private static String key(Client client, AnswerMode mode, Name name) {
        return client + "/" + mode + "/" + name;
    }

    private static String withoutMilliseconds(String page) {
        return page.replaceAll("< (\\d+ ms|1 s)", "at once");
    }
}
