// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.TestRun;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.list.NameEntries;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeFlag;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.proof.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One thread's share of the comparison: draws policies and questions, asks both judges, keeps what differs. */
final class Differential implements AutoCloseable {
    private static final int POLICIES = 300;
    private static final int QUESTIONS_EACH = 250;
    private static final int ROOM = QUESTIONS_EACH * 400;
    private static final int KEPT = 5;
    private static final List<Frame.Carrier> CARRIERS = List.of(Frame.Carrier.values());

    private final long seed;
    private final SplittableRandom random;
    private final Questions questions;
    private final TestRun kernel = TestRun.load(config());
    private final List<Policies.Both> policies = new ArrayList<>();
    private final ByteBuffer packets = ByteBuffer.allocateDirect(ROOM);
    private final int[] verdicts = new int[5];
    private int recent; // the last policy that was drawn to stand

    Differential(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        questions = new Questions(random);
        var source = new Policies(random);
        while (policies.size() < POLICIES) {
            var policy = source.next();
            policies.add(policy);
            load(policy.compiled());
        }
    }

    private static FilterConfig config() {
        return FilterConfig.DEFAULT.withLists(2 * POLICIES);
    }

    private void load(CompiledPolicy compiled) {
        kernel.lists().load(ListDigest.of(compiled.digest().bytes()), new NameEntries() {
            @Override
            public int count() {
                return compiled.entries();
            }

            @Override
            public void forEach(Sink sink) {
                compiled.forEachEntry(sink::add);
            }
        });
    }

    /** Compares at least so many pairs; returns the first differences in words. */
    List<String> compare(int pairs) {
        var differences = new ArrayList<String>();
        for (long generation = 1; generation * QUESTIONS_EACH < pairs + QUESTIONS_EACH; generation++) {
            List<Standing> standings = standings();
            kernel.scopes()
                    .put(new Scope(
                            1,
                            generation,
                            Set.of(ScopeFlag.SILENT),
                            standings.stream().map(Standing::use).toList()));
            kernel.judgeFor(1);
            compare(standings, differences);
            standings.stream()
                    .filter(Standing::isMissing)
                    .forEach(missing -> kernel.lists().remove(missing.use().digest()));
            if (differences.size() >= KEPT) {
                break;
            }
        }
        return differences;
    }

    /** How often each verdict (enum fb_verdict) came: a comparison of allowed questions alone would prove little. */
    List<Integer> verdicts() {
        return Arrays.stream(verdicts).boxed().toList();
    }

    private void compare(List<Standing> standings, List<String> differences) {
        packets.clear();
        var asked = new ArrayList<List<String>>(QUESTIONS_EACH);
        int[] lengths = new int[QUESTIONS_EACH];
        for (int i = 0; i < QUESTIONS_EACH; i++) {
            List<String> name = questions.near(someName());
            asked.add(name);
            var carrier = CARRIERS.get(random.nextInt(CARRIERS.size()));
            lengths[i] = Frame.put(packets, carrier, Frame.query(name, 1 + random.nextInt(300)));
        }
        int[] results = new int[QUESTIONS_EACH];
        kernel.run(TestRun.JUDGE, packets, lengths, results);
        for (int i = 0; i < QUESTIONS_EACH; i++) {
            var question = new Question(asked.get(i));
            Judgement expected = Reference.judge(standings, question);
            Judgement found = Judgement.of(results[i]);
            verdicts[found.verdict()]++;
            if (!expected.equals(found) && differences.size() < KEPT) {
                differences.add("seed %d, question %s of %d lists: the reference says %s, the kernel %s; %s"
                        .formatted(seed, question, standings.size(), expected, found, standings));
            }
        }
    }

    private List<Standing> standings() {
        var standings = new ArrayList<Standing>();
        int count = random.nextInt(50) == 0 ? 16 : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Mode mode = random.nextInt(3) == 0 ? Mode.Audit : Mode.Enforce;
            boolean missingDenies = random.nextBoolean();
            if (random.nextInt(12) == 0) {
                byte[] digest = new byte[32];
                random.nextBytes(digest);
                standings.add(Standing.missing(digest, mode, missingDenies, random.nextBoolean()));
            } else {
                recent = random.nextInt(policies.size());
                standings.add(Standing.loaded(policies.get(recent), mode, missingDenies));
            }
        }
        return standings;
    }

    /** Mostly of a policy that stands; else of one that may stand elsewhere. */
    private List<String> someName() {
        var policy = policies.get(random.nextInt(4) > 0 ? recent : random.nextInt(policies.size()));
        return policy.names().get(random.nextInt(policy.names().size()));
    }

    @Override
    public void close() {
        kernel.close();
    }
}
