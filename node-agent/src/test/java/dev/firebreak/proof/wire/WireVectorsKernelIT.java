// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.bpf.filter.TestRun;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.proof.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wire vector through lock 1 or lock 2, and through the independent reading that the fuzzing relies on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireVectorsKernelIT {
    private static final Path FOLDER = Path.of("../bpf/src/test/vectors");

    private Judges judges;

    @BeforeAll
    void load() {
        Root.required();
        judges = new Judges();
    }

    @AfterAll
    void close() {
        if (judges != null) {
            judges.close();
        }
    }

    static List<WireVector> egress() throws IOException {
        return WireVector.readAll(FOLDER).stream().filter(v -> !v.ingress()).toList();
    }

    static List<WireVector> ingress() throws IOException {
        return WireVector.readAll(FOLDER).stream().filter(WireVector::ingress).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("egress")
    void shouldDropWhatIsDeniedWhenItLeaves(WireVector vector) {
        boolean begins = vector.isTcp() && vector.expect() != WireVector.Expect.UNREADABLE;
        byte[] frame = begins ? Frames.beginning(vector.packet()) : Frames.around(vector.packet());
        for (Judges.Policy policy : Judges.Policy.values()) {
            if (policy == Judges.Policy.DENY_NAMES) {
                continue; // which names the vectors ask is the differential test's concern
            }
            // When
            int found =
                    judges.run(TestRun.EGRESS, policy, frame, Frames.context(vector.segments(), vector.segmentSize()));

            // Then
            boolean dropped = switch (vector.expect()) {
                case QUESTION -> policy.enforces && policy.deniesByDefault;
                case MALFORMED, UNREADABLE -> policy.enforces;
                case UNFINISHED, PASS, RESOLVES, HARMLESS -> false;
            };
            assertThat(found).as("under %s", policy).isEqualTo(dropped ? Judges.DROPPED : Judges.PASSED);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ingress")
    void shouldDropWhatResolvesTheDeniedWhenItComesIn(WireVector vector) {
        for (Judges.Policy policy : Judges.Policy.values()) {
            if (policy == Judges.Policy.DENY_NAMES) {
                continue;
            }
            // When
            int found = judges.run(TestRun.INGRESS, policy, Frames.around(vector.packet()), Frames.context(0, 0));

            // Then
            boolean dropped = vector.expect() == WireVector.Expect.RESOLVES && policy == Judges.Policy.DENY_ALL;
            assertThat(found).as("under %s", policy).isEqualTo(dropped ? Judges.DROPPED : Judges.PASSED);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("egress")
    void shouldReadTheSameQuestionWhenReadIndependently(WireVector vector) {
        // When
        List<Question> questions = Reading.ofQuery(vector.packet()).questions();

        // Then
        switch (vector.expect()) {
            case QUESTION -> assertThat(questions).contains(Question.ofText(vector.question()));
            case PASS, UNFINISHED, RESOLVES, HARMLESS -> assertThat(questions).isEmpty();
            case MALFORMED, UNREADABLE -> {} // there may be something to make out of it, which is why it is denied
        }
    }
}
