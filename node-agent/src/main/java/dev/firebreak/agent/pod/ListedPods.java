// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import dev.firebreak.cri.CriClient;
import dev.firebreak.cri.CriException;
import dev.firebreak.cri.PodSandbox;
import dev.firebreak.cri.SandboxFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The running sandboxes by CRI. Each one's status is asked for once: what we read of it does not change while it runs. */
final class ListedPods {
    private final CriClient runtime;
    private Map<String, SandboxFacts> known = Map.of();

    ListedPods(CriClient runtime) {
        this.runtime = runtime;
    }

    /**
     * Asks for all of them. Those with a UID that no pod can have are left out: nothing of theirs can be found by it.
     *
     * @throws CriException no listing this time; nobody is gone for that
     */
    List<Sandbox> list() throws CriException {
        Map<String, SandboxFacts> now = new HashMap<>();
        List<Sandbox> all = new ArrayList<>();
        for (PodSandbox pod : runtime.ready()) {
            try {
                SandboxFacts facts = facts(pod.getId());
                now.put(pod.getId(), facts);
                if (SandboxMapper.read(pod, facts) instanceof Reading.Legible(Sandbox sandbox)) {
                    all.add(sandbox);
                }
            } catch (CriException e) {
                if (!e.notFound()) {
                    throw e;
                }
            }
        }
        known = now;
        return all;
    }

    private SandboxFacts facts(String id) throws CriException {
        SandboxFacts facts = known.get(id);
        return facts == null ? SandboxFacts.of(runtime.status(id)) : facts;
    }
}
