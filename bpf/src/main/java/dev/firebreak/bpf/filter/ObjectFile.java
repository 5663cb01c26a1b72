// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Artefacts;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** firebreak.bpf.o, and what of it is wanted. */
public final class ObjectFile {
    private static final String NAME = "firebreak.bpf.o";

    /** The name by which libbpf and we know the map behind .rodata. */
    private static final String RODATA = ".rodata";

    private ObjectFile() {}

    /** Loads the named programs and all maps. */
    public static LoadedObject load(FilterConfig config, List<String> programs) {
        return load(config, programs, Optional.empty());
    }

    /** The same, but takes these maps (all but the config) in place of new ones; their descriptors stay the caller's. */
    static LoadedObject load(FilterConfig config, List<String> programs, Optional<LoadedObject> given) {
        int cpus = Errno.check(Native.possibleCpus0(), "count the CPUs");
        Map<String, Integer> sizes = sizes(config, cpus);
        List<String> maps = new ArrayList<>(sizes.keySet());
        int[] descriptors = new int[programs.size() + maps.size()];
        for (int i = 0; i < maps.size(); i++) {
            if (given.isPresent() && !maps.get(i).equals(RODATA)) {
                descriptors[programs.size() + i] =
                        given.get().map(maps.get(i)).descriptor().number();
            }
        }
        int[] attachTypes = new int[programs.size()];
        Arrays.fill(attachTypes, -1);
        Errno.check(
                Native.load0(
                        Artefacts.read(NAME),
                        Bytes.strings(List.of("fb_config")),
                        ConfigBytes.encode(config, cpus),
                        Bytes.strings(programs),
                        attachTypes,
                        Bytes.strings(maps),
                        sizes.values().stream().mapToInt(Integer::intValue).toArray(),
                        descriptors),
                "load " + NAME);
        var loadedPrograms = new LinkedHashMap<String, Descriptor>();
        var loadedMaps = new LinkedHashMap<String, Descriptor>();
        for (int i = 0; i < descriptors.length; i++) {
            var descriptor = new Descriptor(descriptors[i]);
            if (i < programs.size()) {
                loadedPrograms.put(programs.get(i), descriptor);
            } else {
                String name = maps.get(i - programs.size());
                loadedMaps.put(name.equals(RODATA) ? LoadedObject.CONFIG : name, descriptor);
            }
        }
        return new LoadedObject(loadedPrograms, loadedMaps);
    }

    /** How many entries each map has; 0 leaves the object's own number. */
    private static Map<String, Integer> sizes(FilterConfig config, int cpus) {
        var sizes = new LinkedHashMap<String, Integer>();
        // Slot 0 is no scope's: it counts what belongs to none.
        int slots = config.scopes() + 1;
        sizes.put("fb_scopes", 2 * slots);
        sizes.put("fb_writes", slots);
        sizes.put("fb_rates", slots);
        sizes.put("fb_counters", slots);
        sizes.put("fb_lists", config.lists());
        sizes.put("fb_pieces", config.lists() * Abi.FB_PIECES);
        sizes.put("fb_places", config.lists());
        sizes.put("fb_cgroup", 0);
        sizes.put("fb_scratch", cpus * Abi.FB_SCRATCH_DEPTH);
        sizes.put("fb_answers", cpus * Abi.FB_SCRATCH_DEPTH);
        sizes.put("fb_sockets", 0);
        sizes.put("fb_streams", 0);
        sizes.put("fb_repeats", 0);
        sizes.put("fb_denied", config.deniedRingBytes());
        sizes.put("fb_allowed", config.allowedRingBytes());
        sizes.put("fb_covers", 0);
        sizes.put("fb_covered", 0);
        sizes.put("fb_probes", 0);
        sizes.put("fb_test_scope", 0);
        sizes.put(RODATA, 0);
        return sizes;
    }
}
