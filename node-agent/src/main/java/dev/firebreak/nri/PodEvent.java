// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.firebreak.nri.ttrpc.Request;
import java.util.List;

/** An event as either generation of the API tells it: one call each (0.12 and newer), or StateChange for all of a pod's. */
sealed interface PodEvent {
    record Run(PodSandbox pod) implements PodEvent {}

    record Create(PodSandbox pod, Container container) implements PodEvent {}

    record Stop(PodSandbox pod) implements PodEvent {}

    record Remove(PodSandbox pod) implements PodEvent {}

    record Validate(List<String> plugins) implements PodEvent {}

    /** A StateChange that we did not ask for. */
    record Other() implements PodEvent {}

    /** No method of ours. */
    record Unknown() implements PodEvent {}

    static PodEvent of(Request request) throws InvalidProtocolBufferException {
        return switch (request.getMethod()) {
            case "RunPodSandbox" -> new Run(pod(request));
            case "StopPodSandbox" -> new Stop(pod(request));
            case "RemovePodSandbox" -> new Remove(pod(request));
            case "CreateContainer" -> {
                CreateContainerRequest create = CreateContainerRequest.parseFrom(request.getPayload());
                yield new Create(create.getPod(), create.getContainer());
            }
            case "ValidateContainerAdjustment" ->
                new Validate(
                        ValidateContainerAdjustmentRequest.parseFrom(request.getPayload()).getPluginsList().stream()
                                .map(PluginInstance::getName)
                                .toList());
            case "StateChange" -> of(StateChangeEvent.parseFrom(request.getPayload()));
            default -> new Unknown();
        };
    }

    private static PodEvent of(StateChangeEvent change) {
        return switch (change.getEvent()) {
            case RUN_POD_SANDBOX -> new Run(change.getPod());
            case STOP_POD_SANDBOX -> new Stop(change.getPod());
            case REMOVE_POD_SANDBOX -> new Remove(change.getPod());
            default -> new Other();
        };
    }

    private static PodSandbox pod(Request request) throws InvalidProtocolBufferException {
        return PodRequest.parseFrom(request.getPayload()).getPod();
    }
}
