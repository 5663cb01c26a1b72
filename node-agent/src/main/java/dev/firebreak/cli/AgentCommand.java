// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.agent.AgentProcess;
import dev.firebreak.agent.SettingsFile;
import dev.firebreak.agent.SettingsReader;
import dev.firebreak.cli.failure.Refusal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code firebreak agent}; its options are the settings, and built in code for the same reason as {@link RunSyntax}. */
final class AgentCommand implements Runnable {
    private static final Map<String, String> SETTINGS = settings();
    private static final String CONFIG = "--config";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("agent");
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    AgentCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("node-name", "Name of the node to report for. Found: $NODE_NAME, the host name.");
        settings.put(
                "kubeconfig", "File that says how to reach the API server. Found: $KUBECONFIG, the service account.");
        settings.put("runtime-socket", "The container runtime's CRI socket. Found at the usual places.");
        settings.put("nri-socket", "The runtime's NRI socket. Found: /var/run/nri/nri.sock.");
        settings.put("nri", "on or off: whether pods are held until they are filtered. Default: on.");
        settings.put("cgroup-root", "The cgroup2 mount. Found: /proc/self/mounts.");
        settings.put("bpffs", "The host's bpffs. Found: /proc/self/mounts.");
        settings.put("dns-ports", "Ports that questions are looked for on, joined by commas. Default: 53.");
        settings.put(
                "cache", "Folder for headers and lists while the API server is away. Default: /var/lib/firebreak.");
        settings.put("max-list-memory", "Kernel memory for lists, as 256Mi. Default: 256Mi.");
        settings.put("own-namespace", "Namespace that is exempt beside kube-system. Default: firebreak-system.");
        settings.put("metrics-address", "HOST:PORT of the metrics, or off. Default: 127.0.0.1:9463.");
        settings.put("log-level", "debug, info, warning or error. Default: info.");
        return settings;
    }

    /** How it is called. */
    CommandSpec spec() {
        spec.usageMessage()
                .description(
                        "Filters this node's opted-in pods, each before its first process, by the policies of the cluster.",
                        "",
                        "Runs until it is ended; what it has attached stays in force then. Each option is also a key of the"
                                + " file named by --config, and counts over it.")
                .exitCodeListHeading("%nExit code:%n")
                .exitCodeList(Map.of("143", "ended by SIGTERM", "125", "it could not do its work"))
                .footer(
                        "",
                        "Examples:",
                        "  firebreak agent --config /etc/firebreak/agent.yaml",
                        "  firebreak agent --node-name node1 --kubeconfig agent.kubeconfig --nri off");
        spec.addOption(option(CONFIG.substring(2), "FILE", "YAML file of settings."));
        SETTINGS.forEach((key, description) -> spec.addOption(option(key, "VALUE", description)));
        return HelpOptions.addTo(spec);
    }

    private static OptionSpec option(String key, String label, String description) {
        return OptionSpec.builder("--" + key)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    @Override
    public void run() {
        CommandLine.ParseResult parsed = spec.commandLine().getParseResult();
        @Nullable String file = parsed.matchedOptionValue(CONFIG, null);
        Map<String, String> values = new LinkedHashMap<>();
        if (file != null) {
            values.putAll(SettingsFile.read(Path.of(file)));
            SettingsReader.read(values, file);
        }
        for (String key : SETTINGS.keySet()) {
            @Nullable String value = parsed.matchedOptionValue("--" + key, null);
            if (value != null) {
                values.put(key, value);
            }
        }
        try {
            AgentProcess.run(SettingsReader.read(values, "the command line of firebreak agent"), environment, out, err);
        } catch (InterruptedException e) {
            throw Refusal.of("interrupted", "firebreak agent", "start it again").because(e);
        }
    }
}
