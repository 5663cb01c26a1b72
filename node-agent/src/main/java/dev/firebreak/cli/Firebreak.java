// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.run.FilterAhead;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The command line as a whole: its subcommands, and how it fails. */
public final class Firebreak {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, Supplier<Object>> subcommands = new LinkedHashMap<>();
    private FilterAhead ahead = new FilterAhead(Optional.empty());

    /**
     * @param out where answers go
     * @param err where reports and refusals go
     * @param environment of this process
     */
    public Firebreak(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        subcommands.put("run", () -> new RunCommand(err, environment, ahead).spec());
        subcommands.put("explain", () -> new ExplainCommand(out, err));
        subcommands.put("probe", () -> new ProbeCommand(out));
        subcommands.put("compile", () -> new CompileCommand(out, err));
        subcommands.put("show", () -> new ShowCommand(out));
        subcommands.put("detach", () -> new DetachCommand(out));
        subcommands.put("agent", () -> new AgentCommand(out, err, environment).spec());
        subcommands.put("report", () -> new ReportCommand(out));
        subcommands.put("generate-completion", picocli.AutoComplete.GenerateCompletion::new);
        subcommands.put("generate-man-pages", () -> new ManPagesCommand(this::whole));
    }

    /** Parses, runs, and returns the exit code. */
    public int execute(String... arguments) {
        try (FilterAhead begun = FilterAhead.of(arguments)) {
            ahead = begun;
            return commandLine(arguments).execute(arguments);
        }
    }

    /**
     * Knows all subcommands only when asked for none of them: {@code run} shall not wait for the annotations of the others
     * to be read.
     */
    private CommandLine commandLine(String... arguments) {
        Supplier<Object> only = arguments.length == 0 ? null : subcommands.get(arguments[0]);
        if (only == null || arguments[0].startsWith("generate-")) {
            return whole();
        }
        return configured(new CommandLine(new RootCommand().spec()).addSubcommand(arguments[0], only.get()));
    }

    private CommandLine whole() {
        CommandLine root = new CommandLine(new RootCommand().spec());
        subcommands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        root.getSubcommands()
                .forEach((name, sub) -> sub.getCommandSpec().usageMessage().hidden(name.startsWith("generate-")));
        return configured(root);
    }

    private CommandLine configured(CommandLine root) {
        root.setExpandAtFiles(false);
        root.setUsageHelpAutoWidth(false);
        root.setOut(writer(out));
        root.setErr(writer(err));
        root.setParameterExceptionHandler(this::misused);
        root.setExecutionExceptionHandler(this::failed);
        // What stands behind COMMAND is the command's own, options included.
        CommandLine run = root.getSubcommands().get("run");
        if (run != null) {
            run.setStopAtPositional(true);
        }
        return root;
    }

    private int misused(CommandLine.ParameterException e, String... arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        Refusal.of(String.valueOf(e.getMessage()), "the command line of " + command, command + " --help")
                .lines()
                .forEach(err::println);
        return ExitCode.REFUSED;
    }

    private int failed(Exception e, CommandLine command, CommandLine.ParseResult result) throws Exception {
        if (e instanceof Refusal refusal) {
            refusal.lines().forEach(err::println);
            return ExitCode.REFUSED;
        }
        err.println("firebreak: this is a bug in firebreak; please report it with what follows");
        e.printStackTrace(err);
        return ExitCode.REFUSED;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
