// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.proof.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clients in the box, with and without the installed {@code firebreak run} around them. */
final class FilteredBox {
    static final String FIREBREAK =
            Path.of("target/dist/bin/firebreak").toAbsolutePath().toString();
    private static final String FORGED_MARK = "--mark=" + FilterConfig.DEFAULT.mark();

    private final World world;
    private final View view;

    FilteredBox(World world, View view) {
        this.world = world;
        this.view = view;
    }

    Map<String, Outcome> unfiltered(String name, List<String> paths) throws IOException, InterruptedException {
        return Client.run(world.inside(World.Place.BOX, asking(name, paths)));
    }

    Map<String, Outcome> filtered(String name, List<String> paths) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                FIREBREAK,
                "run",
                "--quiet",
                "--answer=" + view.answer(),
                "--dns-port=53",
                "--dns-port=5300",
                "--deny=" + Client.DENIED,
                "--deny=*." + Client.DENIED,
                "--"));
        command.addAll(view.prefix());
        command.addAll(asking(name, paths));
        return Client.run(world.inside(World.Place.BOX, command));
    }

    private List<String> asking(String name, List<String> paths) {
        var options = new ArrayList<>(view.client());
        options.add(FORGED_MARK);
        return Client.asking(name, options, paths);
    }
}
