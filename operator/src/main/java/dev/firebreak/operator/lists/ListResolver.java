// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.names.NameListOutcome;
import dev.firebreak.policy.names.NameListReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all lists that one policy refers to, each ConfigMap once, and tells all that is wrong with them at once. */
public final class ListResolver {
    private final ListSource source;
    private final Policy policy;
    private final Map<ListMap, Optional<String>> revisions = new HashMap<>();
    private final Map<ConfigMapKey, NameList> lists = new HashMap<>();
    private final Set<String> notFound = new LinkedHashSet<>();
    private final List<String> broken = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    private ListResolver(ListSource source, Policy policy) {
        this.source = source;
        this.policy = policy;
    }

    /** Reads the lists of {@code policy}. */
    public static ResolvedLists resolve(ListSource source, Policy policy) {
        return new ListResolver(source, policy).resolve();
    }

    /** The ConfigMaps that {@code policy} refers to. */
    public static Set<ListMap> maps(Policy policy) {
        var maps = new LinkedHashSet<ListMap>();
        policy.namesFrom().forEach(from -> maps.add(ListMap.of(policy.id(), from.configMap())));
        return maps;
    }

    private ResolvedLists resolve() {
        Set<ListMap> maps = maps(policy);
        try (var ahead = new ReadAhead(source, maps)) {
            maps.forEach(map -> read(map, ahead.next()));
        }
        if (!notFound.isEmpty()) {
            notFound.addAll(broken);
            return new ResolvedLists.NotFound(revisions, List.copyOf(notFound));
        }
        return broken.isEmpty()
                ? new ResolvedLists.Resolved(revisions, lists, warnings)
                : new ResolvedLists.Broken(revisions, broken);
    }

    private void read(ListMap map, Optional<ListSource.Content> content) {
        revisions.put(map, content.map(ListSource.Content::revision));
        for (NamesFrom from : policy.namesFrom()) {
            if (ListMap.of(policy.id(), from.configMap()).equals(map) && !lists.containsKey(from.configMap())) {
                content.ifPresentOrElse(
                        found -> read(from, found),
                        () -> notFound.add(from.position().field() + ": there is no ConfigMap " + map
                                + " with the label " + ListMap.LABEL + ": \"" + ListMap.LABEL_VALUE + "\""));
            }
        }
    }

    private void read(NamesFrom from, ListSource.Content content) {
        ConfigMapKey reference = from.configMap();
        String text = content.texts().get(reference.key());
        if (content.binary().contains(reference.key())) {
            broken.add(reference + ": binary data; a list is text, one name a line");
        } else if (text == null) {
            notFound.add(from.position().field() + ": the ConfigMap has no key " + reference.key());
        } else {
            read(reference, text);
        }
    }

    private void read(ConfigMapKey reference, String text) {
        try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            // How many names a policy may have is counted over all its lists, by the compiler.
            NameListOutcome outcome =
                    NameListReader.read(reference.toString(), in, PolicyKind.ClusterDeployDnsPolicy.maxNames());
            switch (outcome) {
                case NameListOutcome.Read(NameList list, List<Problem> problems) -> {
                    lists.put(reference, list);
                    warnings.addAll(problems);
                }
                case NameListOutcome.Refused(List<Problem> problems) ->
                    problems.stream()
                            .filter(Problem::isError)
                            .map(problem -> problem.position().place() + ": " + problem.words())
                            .forEach(broken::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
