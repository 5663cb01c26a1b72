// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.jni;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java constants, printed by the host's compiler, against the BTF that the BPF compiler wrote into the object. */
class AbiTest {
    private static final Pattern STRUCT = Pattern.compile("\\[\\d+\\] STRUCT 'fb_(\\w+)' size=(\\d+) .*");
    private static final Pattern MEMBER = Pattern.compile("\\t'(\\w+)' type_id=\\d+ bits_offset=(\\d+)");
    private static final Pattern ENUM = Pattern.compile("\\t'(FB_\\w+)' val=(-?\\d+)");

    /** Of the programs, and of a file that names whatever they use through casts only (src/test/c/abi.bpf.c). */
    private static String btf() throws IOException {
        return btf("target/native/firebreak.bpf.o") + btf("target/native-work/abi.bpf.o");
    }

    private static String btf(String file) throws IOException {
        Process bpftool = new ProcessBuilder("bpftool", "btf", "dump", "file", file)
                .redirectErrorStream(true)
                .start();
        return new String(bpftool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldHaveEverySizeAndOffsetThatTheObjectHas() throws Exception {
        // Given
        var object = new TreeMap<String, Integer>();
        String struct = "";
        for (String line : btf().split("\n", -1)) {
            Matcher begins = STRUCT.matcher(line);
            Matcher member = MEMBER.matcher(line);
            if (begins.matches()) {
                struct = begins.group(1);
                object.put(struct + ".SIZE", Integer.valueOf(begins.group(2)));
            } else if (line.startsWith("[")) {
                struct = "";
            } else if (member.matches() && !struct.isEmpty()) {
                object.put(
                        struct + "." + member.group(1).toUpperCase(Locale.ROOT), Integer.parseInt(member.group(2)) / 8);
            }
        }
        // When
        Map<String, Integer> java = new TreeMap<>();
        for (Class<?> type : Abi.class.getDeclaredClasses()) {
            String name =
                    type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            for (Field field : type.getDeclaredFields()) {
                java.put(name + "." + field.getName(), field.getInt(null));
            }
        }
        // Then
        assertThat(java).isEqualTo(object);
    }

    @Test
    void shouldHaveEveryEnumerationThatTheObjectHas() throws Exception {
        // Given
        var object = new TreeMap<String, Integer>();
        ENUM.matcher(btf()).results().forEach(m -> object.put(m.group(1), Integer.valueOf(m.group(2))));
        // When
        Map<String, Integer> java = new TreeMap<>();
        for (Field field : Abi.class.getDeclaredFields()) {
            if (field.getType() == int.class) {
                java.put(field.getName(), field.getInt(null));
            }
        }
        // Then
        assertThat(object).containsKeys("FB_ABI_VERSION", "FB_VERDICT_DENIED", "FB_TEST_VERDICT_MASK");
        assertThat(java).containsAllEntriesOf(object);
    }
}
