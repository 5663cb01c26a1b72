// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

import com.google.protobuf.MessageLite;

/** The two kinds of answers. */
public final class Responses {
    /** Longer words help nobody, and the runtime logs them all. */
    private static final int MAX_WORDS = 2000;

    private Responses() {}

    /** Success, with its result. */
    public static Response of(MessageLite result) {
        return Response.newBuilder().setPayload(result.toByteString()).build();
    }

    /** Failure: the caller sees the words, and the kubelet shows them on the pod. */
    public static Response error(Code code, String words) {
        String cut = words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) + "…" : words;
        return Response.newBuilder()
                .setStatus(Status.newBuilder().setCode(code.number()).setMessage(cut))
                .build();
    }
}
