// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.corpus;

import dev.firebreak.policy.Problem;
import dev.firebreak.policy.yaml.PolicyParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the corpus: see {@code crds/src/test/resources/corpus/README.md}. */
final class Corpus {
    private static final Path FOLDER = Path.of("../crds/src/test/resources/corpus");

    private Corpus() {}

    /** The documents' names without ending, all or those of one class: {@code valid-}, {@code invalid-} and so on. */
    static List<String> documents(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    static byte[] bytes(String document) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(document + ".yaml"));
    }

    /** What the offline tool says of a document; empty if it takes it without a warning. */
    static List<Problem> problems(String document) throws IOException {
        return PolicyParser.parse(document + ".yaml", bytes(document), Instant.now())
                .problems();
    }

    static boolean isRefusedOffline(String document) throws IOException {
        return problems(document).stream().anyMatch(Problem::isError);
    }
}
