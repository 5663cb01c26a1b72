// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.list.NameEntries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A list that denies these names and all names below them, by its rule 0. */
public record DeniedNames(List<String> names) implements NameEntries {
    private static final int DENY_BOTH =
            Abi.FB_ENTRY_DENY << Abi.FB_ENTRY_EXACT_DECIDE_SHIFT | Abi.FB_ENTRY_DENY << Abi.FB_ENTRY_BELOW_DECIDE_SHIFT;

    public DeniedNames {
        names = List.copyOf(names);
    }

    /** Of these names. */
    public DeniedNames(String... names) {
        this(List.of(names));
    }

    @Override
    public int count() {
        return names.size();
    }

    @Override
    public void forEach(Sink sink) {
        for (String name : names) {
            var wire = new ByteArrayOutputStream();
            for (String label : name.split("\\.", -1)) {
                wire.write(label.length());
                wire.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
            wire.write(0);
            sink.add(wire.toByteArray(), 0, wire.size(), DENY_BOTH);
        }
    }
}
