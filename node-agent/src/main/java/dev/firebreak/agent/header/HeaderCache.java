// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.header;

import dev.firebreak.agent.disk.WholeFile;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The last complete list of headers, in one file on the node: what pods are held to while the API server is away. A file that
 * cannot be read is as none.
 */
final class HeaderCache {
    private static final System.Logger LOG = System.getLogger(HeaderCache.class.getName());

    private final Path file;
    private final KubernetesSerialization json;

    HeaderCache(Path file, KubernetesSerialization json) {
        this.file = file;
        this.json = json;
    }

    /** The file's content. */
    static final class Content {
        public List<CompiledDenylistSpec> headers = new ArrayList<>();
    }

    /** The specs of the last complete list; empty where none was ever written, or it is damaged. */
    Optional<List<CompiledDenylistSpec>> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.unmarshal(Files.readString(file), Content.class).headers);
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the cached headers cannot be read, left aside file={0}: {1}",
                    file,
                    e);
            return Optional.empty();
        }
    }

    /** Writes a complete list; a failure is logged, for the agent works without. */
    void write(Collection<CompiledDenylistSpec> specs) {
        var content = new Content();
        content.headers.addAll(specs);
        try {
            WholeFile.write(file, json.asJson(content).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "headers not cached file={0}: {1}", file, e);
        }
    }
}
