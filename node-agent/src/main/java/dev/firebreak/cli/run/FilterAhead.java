// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.FilterLoading;
import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.ground.Ground;
import java.util.List;
import java.util.Optional;

/**
 * The filter of a run, loading since before the command line was read: the verifier takes longer than all that comes before
 * the filter is needed, and reading the command line 20 ms of it.
 *
 * @param loading empty where no run with the usual ports is asked for, or where the run itself will say what is missing
 */
public record FilterAhead(Optional<FilterLoading> loading) implements AutoCloseable {
    private static final List<String> NOT_YET = List.of("--help", "-h", "--dns-port");

    /** Begins to load, where these words ask for a run. */
    public static FilterAhead of(String... words) {
        if (words.length == 0 || !words[0].equals("run")) {
            return new FilterAhead(Optional.empty());
        }
        for (String word : words) {
            if (NOT_YET.stream().anyMatch(word::startsWith)) {
                return new FilterAhead(Optional.empty());
            }
        }
        try {
            Ground.requireRoot();
            return new FilterAhead(Optional.of(FilterLoading.begin(FilterConfig.DEFAULT)));
        } catch (BpfException | Refusal saidLater) {
            return new FilterAhead(Optional.empty());
        }
    }

    /** Returns the loading filter if it is so configured, else begins to load another. */
    FilterLoading as(FilterConfig config) {
        return loading.filter(filter -> filter.config().equals(config)).orElseGet(() -> FilterLoading.begin(config));
    }

    @Override
    public void close() {
        loading.ifPresent(FilterLoading::close);
    }
}
