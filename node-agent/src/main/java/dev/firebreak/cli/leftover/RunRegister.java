// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.pin.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs that stand pinned on this host. Whoever holds the register holds it alone: every claim, clearing, and change
 * to the answerers happens under its lock, which the kernel releases when its holder dies.
 *
 * <p>A run is known by its folder before its cgroup is made, and its folder goes after its cgroup: a firebreak killed at
 * any moment leaves nothing that the next one does not find.
 */
public final class RunRegister implements AutoCloseable {
    static final String CGROUP = "cgroup";
    static final String ANSWERER = "answerer";
    static final String NAMESPACE = "cgroupns";
    private static final Path OWN_NAMESPACE = Path.of("/proc/self/ns/cgroup");

    private final PinRoot root;
    private final FolderLock lock;

    private RunRegister(PinRoot root, FolderLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Waits for its turn. */
    public static RunRegister open(PinRoot root) throws IOException {
        Files.createDirectories(root.runs());
        return new RunRegister(root, FolderLock.await(root.path()));
    }

    /**
     * Makes and locks the folder of a new run.
     *
     * @param cgroup the cgroup that is to be made next
     * @param answerer name of the folder of the answerer that the run will use
     */
    public RunClaim claim(RunId id, Cgroup cgroup, String answerer) throws IOException {
        Path folder = Files.createDirectory(root.run(id));
        FolderLock owner = FolderLock.await(folder);
        Files.createSymbolicLink(folder.resolve(NAMESPACE), Files.readSymbolicLink(OWN_NAMESPACE));
        Files.createSymbolicLink(folder.resolve(CGROUP), cgroup.path());
        Files.createSymbolicLink(folder.resolve(ANSWERER), Path.of(answerer));
        return new RunClaim(id, folder, owner);
    }

    /** All runs that stand, and what is to become of each. */
    public List<PinnedRun> runs() throws IOException {
        List<PinnedRun> runs = new ArrayList<>();
        for (Path folder : PinTree.entries(root.runs())) {
            runs.add(observe(folder));
        }
        return runs;
    }

    /** Takes down every run that is over, and the answerers that no run is left to use. Returns the runs it took down. */
    public List<PinnedRun> clear() throws IOException {
        List<PinnedRun> cleared = new ArrayList<>();
        for (PinnedRun run : runs()) {
            if (run.fate() instanceof Fate.Over && takeDown(run)) {
                cleared.add(run);
            }
        }
        return cleared;
    }

    /**
     * Takes down one run: its cgroup, then its pins, whatever its fate was said to be.
     *
     * @return false if a process joined its cgroup meanwhile: it stays
     */
    public boolean takeDown(PinnedRun run) throws IOException {
        if (run.cgroup().isPresent() && run.cgroup().get().exists()) {
            try {
                run.cgroup().get().remove();
            } catch (IOException busy) {
                return false;
            }
        }
        PinTree.remove(run.pins());
        return true;
    }

    /** Lifts the filter from the processes of a run whose firebreak is gone; its cgroup stays as long as they do. */
    public void lift(PinnedRun run) throws IOException {
        PinTree.remove(run.pins());
    }

    /** The folder of an answerer's pins, which need not exist. */
    public Path answerer(String name) {
        return root.host(name);
    }

    /** Folders of answerers that no standing run uses. */
    public List<Path> unusedAnswerers() throws IOException {
        List<String> used =
                runs().stream().flatMap(run -> run.answerer().stream()).toList();
        List<Path> unused = new ArrayList<>(PinTree.entries(root.hosts()));
        unused.removeIf(folder -> used.contains(folder.getFileName().toString()));
        return unused;
    }

    private static PinnedRun observe(Path folder) throws IOException {
        Optional<Cgroup> cgroup = link(folder, CGROUP).map(Cgroup::new);
        boolean atWork = FolderLock.isHeld(folder);
        boolean populated = cgroup.isPresent() && (isHidden(folder, cgroup.get()) || RunProcesses.anyIn(cgroup.get()));
        List<Long> processes = populated ? RunProcesses.in(cgroup.orElseThrow()) : List.of();
        return new PinnedRun(
                folder, cgroup, link(folder, ANSWERER).map(Path::toString), Fate.of(atWork, populated, processes));
    }

    /**
     * A run of a container that shares our bpffs names its cgroup as it saw it: that we see none there says nothing, and a
     * run that may have processes is kept.
     */
    private static boolean isHidden(Path folder, Cgroup cgroup) throws IOException {
        Path own = Files.readSymbolicLink(OWN_NAMESPACE);
        return !cgroup.exists() && !link(folder, NAMESPACE).orElse(own).equals(own);
    }

    private static Optional<Path> link(Path folder, String name) {
        try {
            return Optional.of(Files.readSymbolicLink(folder.resolve(name)));
        } catch (IOException e) {
            // Cut short while it was made or removed: then its cgroup is not made yet, or gone already.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
