// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import dev.firebreak.operator.collection.Collector;
import dev.firebreak.operator.collection.NodeCollector;
import dev.firebreak.operator.compile.Compiler;
import dev.firebreak.operator.denylist.ChunkStore;
import dev.firebreak.operator.denylist.DenylistWriter;
import dev.firebreak.operator.denylist.Header;
import dev.firebreak.operator.denylist.HeaderIndex;
import dev.firebreak.operator.deployed.ReportCollector;
import dev.firebreak.operator.deployed.Retention;
import dev.firebreak.operator.lists.ClusterListSource;
import dev.firebreak.operator.lists.ListIndex;
import dev.firebreak.operator.notice.EventRecorder;
import dev.firebreak.operator.policy.PolicyDirectory;
import dev.firebreak.operator.policy.PolicyMapper;
import dev.firebreak.operator.reconcile.ClusterDeployDnsPolicyReconciler;
import dev.firebreak.operator.reconcile.CompileMetrics;
import dev.firebreak.operator.reconcile.DeployDnsPolicyReconciler;
import dev.firebreak.operator.reconcile.PolicyReconciliation;
import dev.firebreak.operator.reconcile.PolicyWakeups;
import dev.firebreak.operator.report.ReportIndex;
import dev.firebreak.operator.status.StatusMetrics;
import dev.firebreak.operator.status.StatusPace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The operator's parts, put together. */
final class Parts {
    final DeployDnsPolicyReconciler namespaced;
    final ClusterDeployDnsPolicyReconciler cluster;
    final Collector collector;
    final NodeCollector nodeCollector;
    final ReportCollector reportCollector;
    final ReportIndex reports;
    final Watches watches;

    Parts(KubernetesClient client, Settings settings, MeterRegistry registry, Clock clock) {
        var wakeups = new PolicyWakeups();
        var directory = new PolicyDirectory();
        var headers = new HeaderIndex(directory, wakeups);
        var lists = new ListIndex(wakeups);
        var pace = new StatusPace(settings.status().interval(), System::nanoTime);
        reports = new ReportIndex(
                clock,
                settings.status().silentAfter(),
                uid -> directory.policy(uid).ifPresent(policy -> wakeups.wake(policy, pace.delay(uid))));
        var chunks = new ChunkStore(client);
        var denylists = new DenylistWriter(client, headers, chunks);
        var policies = new PolicyReconciliation(
                clock,
                new Compiler(new ClusterListSource(client)),
                denylists,
                directory,
                headers,
                lists,
                reports,
                pace,
                new EventRecorder(client, clock),
                new CompileMetrics(registry),
                new StatusMetrics(registry, System::nanoTime));
        var mapper = new PolicyMapper(client.getKubernetesSerialization());
        namespaced = new DeployDnsPolicyReconciler(mapper, policies, wakeups);
        cluster = new ClusterDeployDnsPolicyReconciler(mapper, policies, wakeups);
        collector = new Collector(
                client,
                headers,
                denylists,
                chunks,
                header -> restore(header, chunks, policies, wakeups),
                settings.collection().grace(),
                System::nanoTime);
        nodeCollector = new NodeCollector(client, reports, settings.collection().grace(), System::nanoTime);
        reportCollector = new ReportCollector(
                client,
                new Retention(settings.reports().kept(), settings.reports().longest()),
                clock);
        watches = new Watches(client);
        watches.lists(lists);
        watches.headers(headers);
        watches.reports(reports);
    }

    private static void restore(
            Header header, ChunkStore chunks, PolicyReconciliation policies, PolicyWakeups wakeups) {
        if (!chunks.isWhole(header.list().digest())) {
            policies.doubt(header.uid());
        }
        wakeups.wake(header.policy());
    }
}
