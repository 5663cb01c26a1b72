// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CompiledRule;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import dev.firebreak.policy.compiled.EntryWord;
import dev.firebreak.policy.verdict.Question;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What was derived, as it stands in golden files: without what depends on the Java runtime's Deflate (a list's bytes and
 * their number), which is checked here instead, and with the list that the bytes mean in their place.
 */
final class Derived {
    /** Of a longer list only the first names are told; its digest tells the rest. */
    private static final int MAX_NAMES = 20;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Derived() {}

    static JsonNode finding(PolicyResource policy, Finding finding) {
        ObjectNode tree = JSON.objectNode().put("policy", policy.id().toString());
        switch (finding) {
            case Finding.Invalid(List<String> words) -> tree.set("invalid", words(words));
            case Finding.ListsNotFound(List<String> words) -> tree.set("listsNotFound", words(words));
            case Finding.ListsBroken(List<String> words) -> tree.set("listsBroken", words(words));
            case Finding.TooManyEntries(List<String> words) -> tree.set("tooManyEntries", words(words));
            case Finding.Expired expired -> tree.put("expired", expired.at().toString());
            case Finding.Compiled compiled -> {
                ObjectNode body = tree.putObject("compiled");
                body.set("warnings", words(compiled.warnings()));
                compiled.expiresAt().ifPresent(end -> body.put("expiresAt", end.toString()));
            }
        }
        return tree;
    }

    static JsonNode header(JsonNode header) {
        ((ObjectNode) header.path("spec")).remove("payloadBytes");
        return header;
    }

    /** The chunks of all lists, without their bytes, which must be what the list's digest names. */
    static List<JsonNode> chunks(Map<StoredList, CompiledPolicy> lists) {
        var trees = new ArrayList<JsonNode>();
        lists.forEach((stored, list) -> {
            var payload = new ByteArrayOutputStream();
            for (int i = 0; i < stored.chunks(); i++) {
                DenylistChunk chunk = Chunks.bean(stored.digest(), list.payload(), i);
                byte[] bytes = Chunks.bytes(chunk);
                assertThat(bytes.length).isBetween(1, Chunks.MAX_BYTES);
                payload.writeBytes(bytes);
                ObjectNode tree = DenylistCase.tree(chunk);
                ((ObjectNode) tree.path("spec")).remove("data");
                trees.add(tree);
            }
            assertThat(payload.size()).isEqualTo((int) stored.payloadBytes());
            assertThat(decoded(payload.toByteArray())).isEqualTo(list);
        });
        return trees;
    }

    private static CompiledPolicy decoded(byte[] payload) {
        try {
            return CompiledPolicy.decode(payload);
        } catch (CorruptPayloadException e) {
            throw new AssertionError("the chunks are not a list", e);
        }
    }

    static JsonNode list(CompiledPolicy list) {
        ObjectNode tree = JSON.objectNode()
                .put("digest", list.digest().hex())
                .put("defaultAction", list.defaultAction().name());
        ArrayNode rules = tree.putArray("rules");
        for (CompiledRule rule : list.rules()) {
            ObjectNode row = rules.addObject()
                    .put("name", rule.name())
                    .put("effect", rule.effect().name());
            if (!rule.reason().isEmpty()) {
                row.put("reason", rule.reason());
            }
        }
        ObjectNode names = tree.putObject("names");
        list.forEachEntry((buffer, offset, length, word) -> {
            if (names.size() < MAX_NAMES) {
                names.put(
                        Question.ofWire(Arrays.copyOfRange(buffer, offset, offset + length + 1))
                                .toString(),
                        meaning(word));
            }
        });
        return tree;
    }

    /** Which rule of the table decides, and which one only records, for the name itself and for what is below. */
    private static String meaning(int word) {
        var parts = new ArrayList<String>();
        for (EntryWord.Reach reach : EntryWord.Reach.values()) {
            EntryWord.decidingRule(word, reach).ifPresent(rule -> parts.add(reach + " rule " + rule));
            EntryWord.auditedRule(word, reach).ifPresent(rule -> parts.add(reach + " audit " + rule));
        }
        return String.join(", ", parts);
    }

    private static ArrayNode words(List<String> words) {
        ArrayNode array = JSON.arrayNode();
        words.forEach(array::add);
        return array;
    }
}
