// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.firebreak.nri.ttrpc.Code;
import dev.firebreak.nri.ttrpc.Request;
import dev.firebreak.nri.ttrpc.Response;
import dev.firebreak.nri.ttrpc.Responses;
import dev.firebreak.nri.ttrpc.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * The plugin's side of one connection: Configure, then Synchronize (in parts, if the runtime says {@code more}), then
 * events, in both ways in which runtimes tell them. What comes in another order is answered with an error.
 */
final class PluginService implements Service {
    static final String NAME = "nri.pkg.api.v1alpha1.Plugin";

    /** The events that we ask every runtime for: bit n is event n + 1. */
    static final int EVENTS = bit(Event.RUN_POD_SANDBOX)
            | bit(Event.STOP_POD_SANDBOX)
            | bit(Event.REMOVE_POD_SANDBOX)
            | bit(Event.CREATE_CONTAINER);

    /** Pods in all parts of one Synchronize; a node has a few hundred. */
    static final int MAX_PODS = 10_000;

    private enum State {
        REGISTERED,
        CONFIGURED,
        SYNCHRONIZED
    }

    private static final Response DONE = Responses.of(Empty.getDefaultInstance());

    private final Plugin plugin;
    private final Runnable synchronizedNow;
    private State state = State.REGISTERED;
    private String runtime = "";
    private List<PodSandbox> pods = new ArrayList<>();

    /** @param synchronizedNow called before the last part's answer */
    PluginService(Plugin plugin, Runnable synchronizedNow) {
        this.plugin = plugin;
        this.synchronizedNow = synchronizedNow;
    }

    @Override
    public Response answer(Request request) {
        if (!request.getService().equals(NAME)) {
            return Responses.error(Code.UNIMPLEMENTED, "no service " + request.getService());
        }
        try {
            return switch (request.getMethod()) {
                case "Configure" -> configure(ConfigureRequest.parseFrom(request.getPayload()));
                case "Synchronize" -> synchronize(SynchronizeRequest.parseFrom(request.getPayload()));
                case "Shutdown" -> DONE; // the socket's end follows, and tells us
                default -> state == State.SYNCHRONIZED ? event(request) : tooEarly(request.getMethod());
            };
        } catch (InvalidProtocolBufferException e) {
            return Responses.error(Code.INVALID_ARGUMENT, request.getMethod() + " is unreadable: " + e.getMessage());
        }
    }

    private Response event(Request request) throws InvalidProtocolBufferException {
        PodEvent event = PodEvent.of(request);
        return switch (event) {
            case PodEvent.Run(PodSandbox pod) -> response(plugin.runPodSandbox(pod));
            case PodEvent.Create(PodSandbox pod, Container container) ->
                response(plugin.createContainer(pod, container));
            case PodEvent.Stop(PodSandbox pod) -> {
                plugin.stopPodSandbox(pod);
                yield DONE;
            }
            case PodEvent.Remove(PodSandbox pod) -> {
                plugin.removePodSandbox(pod);
                yield DONE;
            }
            case PodEvent.Validate(List<String> plugins) -> {
                plugin.consulted(plugins);
                yield DONE;
            }
            case PodEvent.Other() -> DONE;
            case PodEvent.Unknown() -> Responses.error(Code.UNIMPLEMENTED, "no method " + request.getMethod());
        };
    }

    @Override
    public Response unanswered(Request request, String why) {
        try {
            return switch (PodEvent.of(request)) {
                case PodEvent.Run(PodSandbox pod) -> response(plugin.unanswered(pod, why));
                case PodEvent.Create(PodSandbox pod, Container _) -> response(plugin.unanswered(pod, why));
                case PodEvent.Unknown() -> Responses.error(Code.DEADLINE_EXCEEDED, request.getMethod() + ": " + why);
                default -> DONE; // of what was told, and not asked
            };
        } catch (InvalidProtocolBufferException e) {
            return Responses.error(Code.INVALID_ARGUMENT, request.getMethod() + " is unreadable: " + e.getMessage());
        }
    }

    private Response configure(ConfigureRequest request) {
        if (state != State.REGISTERED) {
            return Responses.error(Code.FAILED_PRECONDITION, "Configure came twice");
        }
        runtime = (request.getRuntimeName() + " " + request.getRuntimeVersion()).strip();
        state = State.CONFIGURED;
        // A bit that the runtime does not know is an error to it.
        int events = request.getNRIVersion().isEmpty() ? EVENTS : EVENTS | bit(Event.VALIDATE_CONTAINER_ADJUSTMENT);
        return Responses.of(ConfigureResponse.newBuilder().setEvents(events).build());
    }

    private Response synchronize(SynchronizeRequest request) {
        if (state != State.CONFIGURED) {
            return tooEarly("Synchronize");
        }
        if (pods.size() + request.getPodsCount() > MAX_PODS) {
            return Responses.error(Code.RESOURCE_EXHAUSTED, "Synchronize brought more than " + MAX_PODS + " pods");
        }
        pods.addAll(request.getPodsList());
        if (!request.getMore()) {
            List<PodSandbox> all = List.copyOf(pods);
            pods = List.of();
            state = State.SYNCHRONIZED;
            synchronizedNow.run();
            plugin.synchronize(runtime, all);
        }
        return Responses.of(
                SynchronizeResponse.newBuilder().setMore(request.getMore()).build());
    }

    private Response tooEarly(String method) {
        return Responses.error(Code.FAILED_PRECONDITION, method + " came in state " + state);
    }

    private static Response response(Answer answer) {
        return switch (answer) {
            case Answer.Proceed() -> DONE;
            case Answer.Reject(String message) -> Responses.error(Code.UNKNOWN, message);
        };
    }

    private static int bit(Event event) {
        return 1 << (event.getNumber() - 1);
    }
}
