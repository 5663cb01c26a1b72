// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.cli.Version;
import dev.firebreak.cli.ground.Diagnosis;
import dev.firebreak.cli.ground.Ground;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The agent as a process: from its settings until a signal ends it. */
public final class AgentProcess {
    private AgentProcess() {}

    /**
     * Runs. Returns never by itself: a signal ends the process, and every verdict stands.
     *
     * @param out takes a JSON line a lookup
     * @param err takes the log
     */
    public static void run(Settings settings, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        Ground.requireRoot();
        Logging.begin(settings.logLevel(), err);
        Place place = Place.find(settings, environment, Version.number(), Integer.toString(Filter.ABI_VERSION));
        try (Agent agent = new Agent(settings, place, client -> new LoggedLookups(), Optional::empty)) {
            Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "firebreak-end"));
            new CountDownLatch(1).await();
        } catch (BpfException e) {
            throw Diagnosis.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
