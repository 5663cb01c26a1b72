// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

/** What answers a server's calls. */
public interface Service {
    /** Answers a call; one at a time, in the order of their coming, on the server's own thread. May take its time. */
    Response answer(Request request);

    /**
     * What to say where {@link #answer} said nothing in time, or threw. Called on another thread while that one may still
     * be at work; must not wait for anything. What {@code answer} says later is not heard.
     */
    Response unanswered(Request request, String why);
}
