// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.names.NameListOutcome;
import dev.firebreak.policy.names.NameListReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that stand in for ConfigMaps, each read once, when a policy first refers to it. */
final class ListFiles {
    private final Map<ConfigMapKey, Path> files;
    private final Map<ConfigMapKey, Optional<NameList>> read = new HashMap<>();
    private final Set<ConfigMapKey> used = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    ListFiles(Map<ConfigMapKey, Path> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * All lists of a policy by its own references; empty if one is missing or broken, which {@link #problems} then
     * says.
     */
    Optional<Map<ConfigMapKey, NameList>> of(Policy policy) {
        var lists = new HashMap<ConfigMapKey, NameList>();
        boolean whole = true;
        for (NamesFrom from : policy.namesFrom()) {
            Optional<NameList> list = list(from);
            list.ifPresent(names -> lists.put(from.configMap(), names));
            whole &= list.isPresent();
        }
        return whole ? Optional.of(lists) : Optional.empty();
    }

    private Optional<NameList> list(NamesFrom from) {
        ConfigMapKey wanted = from.configMap();
        ConfigMapKey anywhere = new ConfigMapKey("", wanted.name(), wanted.key());
        ConfigMapKey given = files.containsKey(wanted) ? wanted : anywhere;
        Path file = files.get(given);
        if (file == null) {
            problems.add(Problem.error(
                    from.position(), "no file stands in for this ConfigMap: give --names-from " + wanted + "=FILE"));
            return Optional.empty();
        }
        used.add(given);
        return read.computeIfAbsent(given, key -> read(file));
    }

    private Optional<NameList> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            NameListOutcome outcome =
                    NameListReader.read(file.toString(), in, PolicyKind.ClusterDeployDnsPolicy.maxNames());
            problems.addAll(outcome.problems());
            return outcome instanceof NameListOutcome.Read list ? Optional.of(list.list()) : Optional.empty();
        } catch (IOException e) {
            problems.add(Problem.error(SourcePosition.of(file.toString()), UnreadableFile.words(e)));
            return Optional.empty();
        }
    }

    /** What was wrong, in the order in which it was found; then the files that no policy referred to. */
    List<Problem> problems() {
        var all = new ArrayList<>(problems);
        files.keySet().stream()
                .filter(key -> !used.contains(key))
                .map(key -> Problem.warning(
                        SourcePosition.of("--names-from"), "no policy refers to " + key + ": the file is not read"))
                .sorted()
                .forEach(all::add);
        return all;
    }
}
