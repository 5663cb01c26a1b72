// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.LoadedObject;
import dev.firebreak.bpf.pin.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The node's filter, pinned, and the lock that says whose it is. Closing it lets go of both and ends nothing: the filter stays
 * in force for every pod, whatever ends the agent.
 *
 * @param filter loaded or taken over
 * @param folder of this edition's pins: {@code NODE/ports-53}; another choice of ports is another edition
 */
public record NodeFilter(Filter filter, Path folder, FolderLock lock) implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NodeFilter.class.getName());

    /**
     * Waits for the host's lock, then takes over the filter that is pinned, or loads and pins one.
     *
     * @param node folder of the node's pins in a bpffs, as in /sys/fs/bpf/firebreak/v1/node
     * @throws BpfException when the kernel refuses the filter
     */
    public static NodeFilter open(Path node, FilterConfig config) throws IOException {
        Files.createDirectories(node);
        FolderLock lock = FolderLock.await(node);
        try {
            Path folder = edition(node, config);
            return new NodeFilter(openOrLoad(folder.resolve("filter"), config), folder, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether an agent holds the node at this moment. */
    public static boolean isHeld(Path node) {
        return Files.isDirectory(node) && FolderLock.isHeld(node);
    }

    private static Path edition(Path node, FilterConfig config) {
        return node.resolve(
                "ports-" + config.ports().stream().map(String::valueOf).collect(Collectors.joining("-")));
    }

    /** Where the pods of a filter that is so configured have their folders, whoever holds it. */
    public static Path pods(Path node, FilterConfig config) {
        return edition(node, config).resolve("pod");
    }

    private static Filter openOrLoad(Path folder, FilterConfig config) {
        if (LoadedObject.isPinned(folder)) {
            LOG.log(System.Logger.Level.INFO, "filter taken over pins={0}", folder);
            return Filter.openPinned(folder);
        }
        // What a crash left half pinned is in force nowhere: pods are attached only to a whole one.
        LoadedObject.removePins(folder);
        Filter filter = load(config);
        filter.pin(folder);
        LOG.log(System.Logger.Level.INFO, "filter loaded pins={0}", folder);
        return filter;
    }

    /** Where lockdown removes the helpers the filter does without attribution and says "process unknown". */
    private static Filter load(FilterConfig config) {
        try {
            return Filter.load(config, Filter.POD_PROGRAMS);
        } catch (BpfException first) {
            try {
                return Filter.load(config.withAttribution(false), Filter.POD_PROGRAMS);
            } catch (BpfException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    /** One folder a pod. */
    Path pods() {
        return folder.resolve("pod");
    }

    @Override
    public void close() {
        filter.close();
        lock.close();
    }
}
