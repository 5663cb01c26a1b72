// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.telling;

import dev.firebreak.bpf.answer.DeniedStream;
import dev.firebreak.bpf.event.EventReader;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.event.RepeatKey;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.cli.report.Lookup;
import dev.firebreak.cli.report.Lookups;
import dev.firebreak.lookup.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the events of one scope while its command runs, and gathers them. */
public final class Telling implements AutoCloseable {
    private final Interpreter interpreter;
    private final Optional<LookupLog> log;
    private final Lookups lookups = new Lookups();
    private final EventReader reader;

    private Telling(Filter filter, Interpreter interpreter, Optional<LookupLog> log) {
        this.interpreter = interpreter;
        this.log = log;
        this.reader = filter.readEvents(this::take);
    }

    /** Begins to read. */
    public static Telling begin(Filter filter, Interpreter interpreter, Optional<LookupLog> log) {
        return new Telling(filter, interpreter, log);
    }

    /** On the reader's thread, the only one until {@link #close}. */
    private void take(LookupEvent event) {
        DeniedStream.end(event);
        Observation observation = interpreter.read(event);
        lookups.add(observation);
        log.ifPresent(file -> file.write(observation));
    }

    /** All lookups of the run, by the kernel's final counts; after {@link #close}. */
    public List<Lookup> lookups(Filter filter, Scope scope) {
        Map<RepeatKey, Long> counts = filter.repeats().counts(scope.id());
        return lookups.all(key -> Optional.ofNullable(counts.get(new RepeatKey(key.high(), key.low()))));
    }

    /** Reads what is left. Nothing is added after it. */
    @Override
    public void close() {
        reader.close();
    }
}
