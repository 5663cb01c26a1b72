// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.KernelMap;
import dev.firebreak.bpf.jni.Native;
import java.net.InetAddress;
import java.util.concurrent.locks.LockSupport;

/**
 * The proof that an answerer sees what leaves by a device: a marked packet with a random number, which the answerer counts
 * and swallows. Should it not be there, the packet goes to the nameserver's discard port.
 */
final class ProbePacket {
    /** Most are seen before the call that sends them returns; a neighbour that must first be asked for takes longer. */
    private static final long PATIENCE_NANOS = 100_000_000;

    private static final long STEP_NANOS = 500_000;

    private ProbePacket() {}

    /** Sends one out of this device and tells whether the answerer saw it. */
    static boolean isSeen(KernelMap probes, FilterConfig config, Device device, InetAddress towards) {
        byte[] nonce = Bytes.random(Abi.FB_PROBE_SIZE);
        byte[] payload = new byte[Abi.Probe.SIZE];
        Bytes.view(payload).putLong(Abi.Probe.MAGIC, Abi.FB_PROBE_MAGIC).put(Abi.Probe.NONCE, nonce);
        probes.put(nonce, Bytes.of(0L), 0);
        try {
            Errno.check(
                    Native.sendProbe0(towards.getAddress(), device.index(), config.mark(), payload),
                    "send a probe packet out of " + device.name());
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (true) {
                if (seen(probes, nonce)) {
                    return true;
                }
                if (System.nanoTime() > end) {
                    return false;
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        } finally {
            probes.remove(nonce);
        }
    }

    private static boolean seen(KernelMap probes, byte[] nonce) {
        return probes.get(nonce, Long.BYTES, 0)
                .map(value -> Bytes.view(value).getLong(0) > 0)
                .orElse(false);
    }
}
