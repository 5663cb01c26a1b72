// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.answer.Covers;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.event.EventReader;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.event.Repeats;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.list.Lists;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.Scopes;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The loaded filter: its programs and maps. Several may be loaded at once; each knows only its own scopes and lists.
 *
 * <p>{@link #close()} lets go of the descriptors: what is pinned or attached stays in force. A loaded program that is
 * neither pinned nor attached is gone then.
 */
public final class Filter implements AutoCloseable {
    /** Version of the layout of what is pinned; pins of another are refused. */
    public static final int ABI_VERSION = Abi.FB_ABI_VERSION;

    /**
     * What a host's run needs: both locks, the flagging hooks, and the answerer for its devices, which costs less here than
     * in a load of its own.
     */
    public static final List<String> RUN_PROGRAMS =
            List.of("fb_egress", "fb_ingress", "fb_connect4", "fb_connect6", "fb_sendmsg4", "fb_sendmsg6");

    /** What a node with pods needs: the same, the twins for a late attach, and the judge for the pods' devices. */
    public static final List<String> POD_PROGRAMS = Stream.concat(
                    RUN_PROGRAMS.stream(),
                    Stream.of("fb_egress_open", "fb_ingress_open", "fb_judge_eth", "fb_judge_l3"))
            .toList();

    private final LoadedObject object;
    private final FilterConfig config;

    Filter(LoadedObject object, FilterConfig config) {
        this.object = object;
        this.config = config;
    }

    /**
     * Loads the filter, without any scope or list, attached to nothing.
     *
     * @throws dev.firebreak.bpf.BpfException with the verifier's log when the kernel refuses it
     */
    public static Filter load(FilterConfig config) {
        return load(config, RUN_PROGRAMS);
    }

    /** Loads the filter with these programs only, by their names in the object file. */
    public static Filter load(FilterConfig config, List<String> programs) {
        return new Filter(ObjectFile.load(config, programs), config);
    }

    /**
     * Opens a filter that was pinned.
     *
     * @throws OtherAbiException when another version of Firebreak pinned it
     */
    public static Filter openPinned(Path directory) {
        LoadedObject object = LoadedObject.openPinned(directory);
        return new Filter(object, ConfigBytes.read(object.map(LoadedObject.CONFIG), directory));
    }

    /** Pins programs and maps in a folder of a bpffs, which is made; so they outlive this process. */
    public void pin(Path directory) {
        object.pin(directory);
    }

    /** Returns what was fixed at the load. */
    public FilterConfig config() {
        return config;
    }

    /** Returns the scopes. */
    public Scopes scopes() {
        return Scopes.in(object::map);
    }

    /** Returns the lists. */
    public Lists lists() {
        return Lists.in(object::map);
    }

    /** Returns the devices that an answerer covers. */
    public Covers covers() {
        return new Covers(object.map("fb_covers"), object.map("fb_covered"));
    }

    /** Returns how often each lookup was repeated. */
    public Repeats repeats() {
        return new Repeats(object.map("fb_repeats"));
    }

    /** Begins to read both rings on a thread of its own; one reader at a time. */
    public EventReader readEvents(Consumer<LookupEvent> sink) {
        return EventReader.start(
                object.map("fb_denied").descriptor(), object.map("fb_allowed").descriptor(), sink);
    }

    /**
     * Holds a cgroup without processes to a scope. Closed at every step: from the first link on, DNS of this cgroup is
     * denied until its scope is known. An attachment of the same cgroup that was cut short is completed.
     *
     * @param scope already put into {@link #scopes()}
     * @param pins folder of a bpffs for the links, made where it is missing
     */
    public CgroupAttachment attach(Cgroup cgroup, Scope scope, Path pins) {
        return CgroupAttachment.closed(object, cgroup, scope, pins);
    }

    /**
     * Holds a cgroup that already has processes to a scope. Their innocent lookups never fail in between: the links are
     * born with programs that pass while there is no scope, and are then updated to the closed ones.
     */
    public CgroupAttachment attachLate(Cgroup cgroup, Scope scope, Path pins) {
        return CgroupAttachment.late(object, cgroup, scope, pins);
    }

    /** Returns its programs and maps by name. */
    public LoadedObject object() {
        return object;
    }

    @Override
    public void close() {
        object.close();
    }
}
