// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import dev.firebreak.cri.CriClient;
import dev.firebreak.cri.CriException;
import dev.firebreak.cri.VersionResponse;
import dev.firebreak.nri.PluginConnection;
import dev.firebreak.nri.PodSandbox;
import dev.firebreak.nri.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells one {@link PodArrivals} of all pods of this node: by NRI as they come, by CRI listings as the ground truth and as
 * the only way where NRI is off. Lives through the runtime's restarts.
 */
public final class PodFeed implements AutoCloseable {
    private static final Duration CALL = Duration.ofSeconds(5);

    private final PodArrivals arrivals;
    private final RuntimePlaces places;
    private final Consumer<String> say;
    private final SandboxRoster roster = new SandboxRoster(System::nanoTime);
    private final CriClient cri;
    private final ListedPods listed;
    private final ScheduledExecutorService listing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pods").factory());
    private final HeldPods plugin;
    private final Optional<PluginConnection> nri;
    private volatile Optional<String> runtime = Optional.empty();
    /** As {@link System#nanoTime} has it. */
    private long lastListing;

    private String trouble = "";

    private PodFeed(RuntimePlaces places, PodArrivals arrivals, Predicate<Sandbox> optedIn, Consumer<String> say) {
        this.places = places;
        this.arrivals = arrivals;
        this.say = say;
        this.cri = new CriClient(places.cri(), CALL);
        this.listed = new ListedPods(cri);
        this.plugin = new HeldPods(arrivals, optedIn, roster, this::synchronize, say);
        this.nri = places.nri()
                .map(socket -> PluginConnection.open(
                        new Registration(socket, RuntimePlaces.PLUGIN_NAME, places.pluginIndex(), places.deadline()),
                        plugin));
    }

    /**
     * Begins. Returns at once; the first listing follows, and whatever the runtime asks.
     *
     * @param optedIn whose pods are refused where no answer came in time
     * @param say takes a line for the log when something changed: registered or not, runtime away or back
     */
    public static PodFeed start(
            RuntimePlaces places, PodArrivals arrivals, Predicate<Sandbox> optedIn, Consumer<String> say) {
        PodFeed feed = new PodFeed(places, arrivals, optedIn, say);
        var _ = feed.listing.scheduleWithFixedDelay(
                feed::tick, 0, places.listingUnheld().toNanos(), TimeUnit.NANOSECONDS);
        return feed;
    }

    /** Whether the runtime holds each new pod until we answered. */
    public boolean connected() {
        return nri.map(PluginConnection::established).orElse(false);
    }

    /** Whether pods that require our plugin are safe while it is away. */
    public RequiredPlugin requiredPlugin() {
        return nri.isPresent() ? plugin.required() : RequiredPlugin.INACTIVE;
    }

    /** The runtime's name and version, once it answered. */
    public Optional<String> runtime() {
        return runtime;
    }

    /** Leaves the runtime; pods start unheld from here on. Nothing is told any more when it returns. */
    @Override
    public void close() {
        nri.ifPresent(PluginConnection::close);
        listing.shutdownNow();
        try {
            listing.awaitTermination(CALL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cri.close();
    }

    /** What Synchronize tells is only used where CRI is silent: it holds stopped sandboxes too. */
    private void synchronize(List<PodSandbox> pods) {
        listing.execute(() -> {
            long asked = roster.now();
            if (!list()) {
                arrivals.running(roster.running(asked, running(pods)));
            }
        });
    }

    private static List<Sandbox> running(List<PodSandbox> pods) {
        return pods.stream()
                .filter(pod -> pod.getPid() != 0)
                .flatMap(pod -> SandboxMapper.read(pod) instanceof Reading.Legible(Sandbox sandbox)
                        ? Stream.of(sandbox)
                        : Stream.empty())
                .toList();
    }

    private void tick() {
        if (!connected()
                || System.nanoTime() - lastListing >= places.listingHeld().toNanos()) {
            list();
        }
    }

    private boolean list() {
        try {
            long asked = roster.now();
            List<Sandbox> found = listed.list();
            lastListing = System.nanoTime();
            answered();
            arrivals.running(roster.running(asked, found));
            return true;
        } catch (CriException e) {
            failed(String.valueOf(e.getMessage()));
            return false;
        } catch (RuntimeException e) {
            failed("a listing failed: " + e);
            return true;
        }
    }

    private void answered() throws CriException {
        if (runtime.isEmpty() || !trouble.isEmpty()) {
            VersionResponse version = cri.version();
            runtime = Optional.of((version.getRuntimeName() + " " + version.getRuntimeVersion()).strip());
            say.accept("CRI: listing the pods of " + runtime.get());
            trouble = "";
        }
    }

    private void failed(String why) {
        if (!why.equals(trouble)) {
            say.accept("CRI: no listing: " + why);
            trouble = why;
        }
    }
}
