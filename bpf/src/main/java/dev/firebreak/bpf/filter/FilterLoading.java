// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.list.Lists;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A filter while the kernel's verifier reads it, on a thread of its own: 50 ms and more. Its maps are there from the start,
 * so that lists are filled meanwhile (the kernel waits out a grace period for each).
 */
public final class FilterLoading implements AutoCloseable {
    private final FilterConfig config;
    private final LoadedObject maps;
    private final FutureTask<Filter> filter;

    private FilterLoading(FilterConfig config) {
        this.config = config;
        maps = ObjectFile.load(config, List.of());
        filter = new FutureTask<>(this::load);
    }

    /**
     * Begins to load the programs of a host's run; with attribution where the config asks for it and the kernel has it, else
     * without: the filter then works all the same and says "process unknown".
     *
     * @throws BpfException when not even the maps can be made
     */
    public static FilterLoading begin(FilterConfig config) {
        var loading = new FilterLoading(config);
        Thread.ofPlatform().name("firebreak-load").daemon().start(loading.filter);
        return loading;
    }

    private Filter load() {
        try {
            return loadAs(config);
        } catch (BpfException first) {
            try {
                return loadAs(config.withAttribution(false));
            } catch (BpfException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    private Filter loadAs(FilterConfig config) {
        return new Filter(ObjectFile.load(config, Filter.RUN_PROGRAMS, Optional.of(maps)), config);
    }

    /** Returns what was asked for; the filter may have to do without attribution. */
    public FilterConfig config() {
        return config;
    }

    /** Returns the filter's lists; they are the same before and after. */
    public Lists lists() {
        return Lists.in(maps::map);
    }

    /**
     * Waits for the filter; its descriptors are closed with this.
     *
     * @throws BpfException with the verifier's log when the kernel refused it
     */
    public Filter filter() {
        boolean interrupted = false;
        while (true) {
            try {
                return filter.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Waits for the end of the load, and lets go of all descriptors. */
    @Override
    public void close() {
        try {
            filter().close();
        } catch (RuntimeException notLoaded) {
            // Whoever asked for the filter has been told; nobody did where the run was refused before.
        } finally {
            maps.close();
        }
    }
}
