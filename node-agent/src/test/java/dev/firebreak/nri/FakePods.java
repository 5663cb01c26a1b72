// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import com.google.protobuf.MessageLite;
import dev.firebreak.nri.FakeRuntime.Connected;
import dev.firebreak.nri.ttrpc.TtrpcException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Pods of the double: no process is behind them, but the plugin is asked of them as a runtime and its kubelet do. */
final class FakePods implements RuntimeContract.Pods, AutoCloseable {
    private final FakeRuntime runtime;
    private final boolean oneCallAnEvent;
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::serve);
    private final Map<String, PodSandbox> running = new ConcurrentHashMap<>();
    private final Map<String, PodSandbox> wanted = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private volatile @Nullable Connected plugin;

    /** @param oneCallAnEvent as NRI 0.12 has it; else StateChange */
    FakePods(FakeRuntime runtime, boolean oneCallAnEvent) {
        this.runtime = runtime;
        this.oneCallAnEvent = oneCallAnEvent;
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                Connected connected = runtime.accept();
                connected.welcome(new ArrayList<>(running.values()), 3);
                plugin = connected;
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    @Override
    public void create(String name, Map<String, String> labels) {
        PodSandbox pod = PodSandbox.newBuilder()
                .setId("id-" + name)
                .setName(name)
                .setNamespace("default")
                .putAllLabels(labels)
                .build();
        wanted.put(name, pod);
        make(pod);
    }

    /** Tries again what was refused, as the kubelet does. */
    @Override
    public boolean running(String name) {
        PodSandbox pod = wanted.get(name);
        if (pod != null && !running.containsKey(name)) {
            make(pod);
        }
        return running.containsKey(name);
    }

    @Override
    public String refusal(String name) {
        return refusals.getOrDefault(name, "");
    }

    @Override
    public void delete(String name) {
        PodSandbox pod = wanted.remove(name);
        if (pod != null && running.remove(name) != null) {
            ask(Event.STOP_POD_SANDBOX, "StopPodSandbox", pod);
            ask(Event.REMOVE_POD_SANDBOX, "RemovePodSandbox", pod);
        }
    }

    private void make(PodSandbox pod) {
        try {
            ask(Event.RUN_POD_SANDBOX, "RunPodSandbox", pod);
            call(
                    "CreateContainer",
                    CreateContainerRequest.newBuilder()
                            .setPod(pod)
                            .setContainer(Container.newBuilder().setName("main"))
                            .build());
            running.put(pod.getName(), pod);
        } catch (IllegalStateException e) {
            refusals.put(pod.getName(), String.valueOf(e.getMessage()));
        }
    }

    private void ask(Event event, String method, PodSandbox pod) {
        if (oneCallAnEvent) {
            call(method, PodRequest.newBuilder().setPod(pod).build());
        } else {
            call(
                    "StateChange",
                    StateChangeEvent.newBuilder().setEvent(event).setPod(pod).build());
        }
    }

    /** Without a plugin nobody is asked, and pods are made all the same. */
    private void call(String method, MessageLite argument) {
        Connected connected = plugin;
        if (connected != null && !connected.ended().isDone()) {
            try {
                FakeRuntime.result(connected.begin(method, argument));
            } catch (IllegalStateException e) {
                // An answer counts; a plugin that left in the middle is dropped, and the pod goes on.
                if (e.getCause() != null && e.getCause().getCause() instanceof TtrpcException) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        runtime.close();
        Connected connected = plugin;
        if (connected != null) {
            connected.close();
        }
    }
}
