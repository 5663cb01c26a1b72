// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.filter.FilterConfig.EventRate;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.KernelMap;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** struct fb_config as bytes. */
final class ConfigBytes {
    /** What is no part of a pinned config: it was used up when the maps were made. */
    private static final int NOT_KEPT = 0;

    /** The value of an .rodata map has the section's size; the kernel copies that much. fb_config is all of ours. */
    private static final int RODATA_ROOM = 4096;

    private ConfigBytes() {}

    static byte[] encode(FilterConfig config, int cpus) {
        byte[] encoded = new byte[Abi.Config.SIZE];
        ByteBuffer bytes = Bytes.view(encoded)
                .putInt(Abi.Config.ABI_VERSION, Abi.FB_ABI_VERSION)
                .putInt(Abi.Config.MARK, config.mark())
                .putInt(Abi.Config.MARK_MASK, config.markMask())
                .putInt(Abi.Config.ATTRIBUTION, config.attribution() ? 1 : 0)
                .put(Abi.Config.SEED, Bytes.random(2 * Long.BYTES))
                .putInt(Abi.Config.DENIED_BURST, config.denied().burst())
                .putInt(Abi.Config.DENIED_PER_SECOND, config.denied().perSecond())
                .putInt(Abi.Config.ALLOWED_BURST, config.allowed().burst())
                .putInt(Abi.Config.ALLOWED_PER_SECOND, config.allowed().perSecond())
                .putInt(Abi.Config.REPEAT_MS, config.repeatMillis())
                .putInt(Abi.Config.CPUS, cpus);
        for (int i = 0; i < config.ports().size(); i++) {
            bytes.putShort(
                    Abi.Config.PORTS + i * Short.BYTES, config.ports().get(i).shortValue());
        }
        return encoded;
    }

    /** Reads the config of pinned programs: the value of their .rodata, whose only variable it is. */
    static FilterConfig read(KernelMap rodata, Path directory) {
        ByteBuffer bytes = Bytes.view(rodata.get(Bytes.of(0), RODATA_ROOM, 0)
                .orElseThrow(() -> new IllegalStateException(directory + "/config is empty")));
        int version = bytes.getInt(Abi.Config.ABI_VERSION);
        if (version != Abi.FB_ABI_VERSION) {
            throw new OtherAbiException(directory, version);
        }
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < Abi.FB_MAX_PORTS; i++) {
            int port = Short.toUnsignedInt(bytes.getShort(Abi.Config.PORTS + i * Short.BYTES));
            if (port != 0) {
                ports.add(port);
            }
        }
        return new FilterConfig(
                bytes.getInt(Abi.Config.MARK),
                bytes.getInt(Abi.Config.MARK_MASK),
                bytes.getInt(Abi.Config.ATTRIBUTION) != 0,
                ports,
                NOT_KEPT,
                NOT_KEPT,
                new EventRate(bytes.getInt(Abi.Config.DENIED_BURST), bytes.getInt(Abi.Config.DENIED_PER_SECOND)),
                new EventRate(bytes.getInt(Abi.Config.ALLOWED_BURST), bytes.getInt(Abi.Config.ALLOWED_PER_SECOND)),
                bytes.getInt(Abi.Config.REPEAT_MS),
                NOT_KEPT,
                NOT_KEPT);
    }
}
