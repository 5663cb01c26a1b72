// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.KernelMap;
import java.util.HashMap;
import java.util.Map;

/** How often each lookup was made (map fb_repeats); the least recent ones are forgotten when it is full. */
public final class Repeats {
    private final KernelMap repeats;

    public Repeats(KernelMap repeats) {
        this.repeats = repeats;
    }

    /** Returns the count of every lookup of a scope that the kernel still remembers. */
    public Map<RepeatKey, Long> counts(long scope) {
        var counts = new HashMap<RepeatKey, Long>();
        for (byte[] key : repeats.keys(2 * Long.BYTES)) {
            repeats.get(key, Abi.Repeat.SIZE, 0).map(Bytes::view).ifPresent(value -> {
                if (value.getLong(Abi.Repeat.SCOPE) == scope) {
                    var words = Bytes.view(key);
                    counts.put(
                            new RepeatKey(words.getLong(0), words.getLong(Long.BYTES)),
                            value.getLong(Abi.Repeat.COUNT));
                }
            });
        }
        return counts;
    }
}
