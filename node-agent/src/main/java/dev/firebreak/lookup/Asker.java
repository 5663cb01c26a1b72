// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import java.util.List;

/**
 * The process that asked, as the kernel read it at that moment.
 *
 * @param pid of the process (the thread group), in the initial pid namespace
 * @param uid real user id
 * @param comm its name, at most 15 bytes: that of its main thread
 * @param arguments its command line; the first 256 bytes of it
 * @param argumentsCut whether there was more of it
 * @param parents nearest first, up to eight, ending below firebreak itself
 */
public record Asker(
        int pid, long uid, String comm, List<String> arguments, boolean argumentsCut, List<Parent> parents) {
    /** A parent: its pid and the name of its main thread. */
    public record Parent(int pid, String comm) {}

    public Asker {
        arguments = List.copyOf(arguments);
        parents = List.copyOf(parents);
    }

    /** What is the same for each process that runs the same command from the same place. */
    public Signature signature() {
        return new Signature(
                uid, comm, arguments, parents.stream().map(Parent::comm).toList());
    }

    /** A command and the place it runs from, without the numbers of its processes. */
    public record Signature(long uid, String comm, List<String> arguments, List<String> parents) {}
}
