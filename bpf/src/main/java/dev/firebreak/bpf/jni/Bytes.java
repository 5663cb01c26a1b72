// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.jni;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Bytes as C takes them: in host order, strings with a NUL at their end. */
public final class Bytes {
    private Bytes() {}

    /** Returns a view of this array in host order. */
    public static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** Returns four bytes. */
    public static byte[] of(int value) {
        byte[] bytes = new byte[Integer.BYTES];
        view(bytes).putInt(value);
        return bytes;
    }

    /** Returns eight bytes. */
    public static byte[] of(long value) {
        byte[] bytes = new byte[Long.BYTES];
        view(bytes).putLong(value);
        return bytes;
    }

    /** Returns so many random bytes, of the kernel's own generator: SecureRandom is some 10 ms of a start. */
    public static byte[] random(int size) {
        try (var generator = new FileInputStream("/dev/urandom")) {
            byte[] bytes = generator.readNBytes(size);
            if (bytes.length == size) {
                return bytes;
            }
            throw new IllegalStateException("/dev/urandom ended");
        } catch (IOException e) {
            throw new UncheckedIOException("reading /dev/urandom", e);
        }
    }

    /** Returns the path with its NUL. */
    public static byte[] of(Path path) {
        return strings(List.of(path.toString()));
    }

    /** Returns the strings on end, a NUL after each, and one more NUL. */
    public static byte[] strings(Collection<String> strings) {
        var out = new ByteArrayOutputStream();
        for (String string : strings) {
            byte[] bytes = string.getBytes(UTF_8);
            for (byte b : bytes) {
                if (b == 0) {
                    throw new IllegalArgumentException("a NUL inside " + string.replace('\0', '?'));
                }
            }
            out.writeBytes(bytes);
            out.write(0);
        }
        out.write(0);
        return out.toByteArray();
    }
}
