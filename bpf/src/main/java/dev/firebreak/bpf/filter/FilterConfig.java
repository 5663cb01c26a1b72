// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.jni.Abi;
import java.util.List;

/**
 * What is fixed when the filter is loaded.
 *
 * @param mark set on denied packets that an answerer shall answer
 * @param markMask the bits of a packet's mark that are ours
 * @param attribution whether to read the asking process in the kernel; false where lockdown removes the helpers, then
 *     events say that the process is unknown
 * @param ports DNS ports, 1 to 8 of them
 * @param scopes how many scopes the filter can hold
 * @param lists how many lists it can hold
 * @param denied limit for denied, audited and malformed events of one scope
 * @param allowed limit for allowed events of one scope
 * @param repeatMillis a repeated lookup is told again, with its count, at most once in so long
 * @param deniedRingBytes size of the ring of denied, audited and malformed events; a power of two, 4096 at least
 * @param allowedRingBytes size of the ring of allowed events; the same
 */
public record FilterConfig(
        int mark,
        int markMask,
        boolean attribution,
        List<Integer> ports,
        int scopes,
        int lists,
        EventRate denied,
        EventRate allowed,
        int repeatMillis,
        int deniedRingBytes,
        int allowedRingBytes) {

    /**
     * What one command needs: port 53, the mark 0x0f5b0000 under the mask 0x0fff0000, attribution, generous rates. The ring
     * of denied events (some 850 bytes each) holds a burst and some seconds more: a reader that a busy machine keeps waiting
     * loses none.
     */
    public static final FilterConfig DEFAULT = new FilterConfig(
            0x0f5b0000,
            0x0fff0000,
            true,
            List.of(53),
            64,
            64,
            new EventRate(2_000, 500),
            new EventRate(10_000, 2_000),
            1_000,
            1 << 22,
            1 << 20);

    public FilterConfig {
        ports = List.copyOf(ports);
        if (ports.isEmpty() || ports.size() > Abi.FB_MAX_PORTS) {
            throw new IllegalArgumentException("1 to 8 DNS ports, not " + ports.size());
        }
        for (int port : ports) {
            if (port < 1 || port > 0xffff) {
                throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
            }
        }
        if ((mark & ~markMask) != 0 || mark == 0) {
            throw new IllegalArgumentException("the mark is not 0 and lies within its mask");
        }
    }

    /**
     * A token bucket.
     *
     * @param burst events at once
     * @param perSecond events a second after that
     */
    public record EventRate(int burst, int perSecond) {}

    /** Returns the same with other DNS ports. */
    public FilterConfig withPorts(List<Integer> others) {
        return new FilterConfig(
                mark,
                markMask,
                attribution,
                others,
                scopes,
                lists,
                denied,
                allowed,
                repeatMillis,
                deniedRingBytes,
                allowedRingBytes);
    }

    /** Returns the same with room for another number of lists. */
    public FilterConfig withLists(int others) {
        return new FilterConfig(
                mark,
                markMask,
                attribution,
                ports,
                scopes,
                others,
                denied,
                allowed,
                repeatMillis,
                deniedRingBytes,
                allowedRingBytes);
    }

    /** Returns the same with or without attribution. */
    public FilterConfig withAttribution(boolean other) {
        return new FilterConfig(
                mark,
                markMask,
                other,
                ports,
                scopes,
                lists,
                denied,
                allowed,
                repeatMillis,
                deniedRingBytes,
                allowedRingBytes);
    }
}
