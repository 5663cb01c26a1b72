// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schemas, read by a validator of others. */
public final class Schemas {
    private static final Path FOLDER = Path.of("../docs/schema");

    private Schemas() {}

    /**
     * What a document has against its schema; nothing if it keeps to it.
     *
     * @param schema "report" or "log"
     */
    public static List<Error> complaints(String schema, String json) throws IOException {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(FOLDER.resolve(schema + ".schema.json")), InputFormat.JSON);
        return compiled.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
