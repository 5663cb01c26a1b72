// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.list.NameEntries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists for tests: names as text and their values. */
public record Names(Map<String, Integer> values) implements NameEntries {
    /** Rule 0 denies the name itself. */
    public static final int DENY_EXACT = Abi.FB_ENTRY_DENY << Abi.FB_ENTRY_EXACT_DECIDE_SHIFT;
    /** Rule 0 denies whatever lies below the name. */
    public static final int DENY_BELOW = Abi.FB_ENTRY_DENY << Abi.FB_ENTRY_BELOW_DECIDE_SHIFT;

    /** Denies each of these names exactly. */
    public static Names denying(String... names) {
        var values = new LinkedHashMap<String, Integer>();
        for (String name : names) {
            values.put(name, DENY_EXACT);
        }
        return new Names(values);
    }

    /** A digest of this text, as a list would have of its bytes. */
    public static ListDigest digest(String text) {
        try {
            return ListDigest.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Wire form with the root label. */
    public static byte[] wire(String name) {
        var out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write(0);
        return out.toByteArray();
    }

    @Override
    public int count() {
        return values.size();
    }

    @Override
    public void forEach(Sink sink) {
        values.forEach((name, value) -> {
            byte[] wire = wire(name);
            sink.add(wire, 0, wire.length, value);
        });
    }
}
