// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The agent's log: one line a record, {@code TIME LEVEL WHO MESSAGE}, with what was thrown behind it. */
final class Logging {
    private static final Map<String, Level> LEVELS =
            Map.of("debug", Level.FINE, "info", Level.INFO, "warning", Level.WARNING, "error", Level.SEVERE);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_INSTANT;

    /** Held, for the runtime forgets the level of a logger that nobody holds. */
    private static final Logger OURS = Logger.getLogger("dev.firebreak");

    /** Says at each kind of ours that its version is not stable: we know. */
    private static final Logger VERSIONS =
            Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");

    /** Says with a stack trace what {@link dev.firebreak.agent.header.HeaderWatch} says in a line. */
    private static final Logger WATCHES = Logger.getLogger("io.fabric8.kubernetes.client.informers");

    private Logging() {}

    /** From here on everything goes to this stream; the libraries' words only from warning on. */
    static void begin(String level, PrintStream err) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Lines(err));
        root.setLevel(Level.WARNING);
        VERSIONS.setLevel(Level.OFF);
        WATCHES.setLevel(Level.OFF);
        OURS.setLevel(LEVELS.getOrDefault(level, Level.INFO));
    }

    private static final class Lines extends Handler {
        private final SimpleFormatter words = new SimpleFormatter();
        private final PrintStream err;

        private Lines(PrintStream err) {
            this.err = err;
        }

        @Override
        public void publish(LogRecord record) {
            var line = new StringWriter();
            String name = String.valueOf(record.getLoggerName());
            line.append(TIME.format(
                            record.getInstant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC)))
                    .append(' ')
                    .append(record.getLevel().getName())
                    .append(' ')
                    .append(name.substring(name.lastIndexOf('.') + 1))
                    .append(' ')
                    .append(words.formatMessage(record));
            if (record.getThrown() != null) {
                line.append('\n');
                record.getThrown().printStackTrace(new PrintWriter(line, true));
            }
            err.println(line.toString().stripTrailing());
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {
            err.flush();
        }
    }
}
