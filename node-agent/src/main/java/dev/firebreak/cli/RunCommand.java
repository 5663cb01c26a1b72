// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.run.FilterAhead;
import dev.firebreak.cli.run.FilteredRun;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code firebreak run}. */
final class RunCommand implements Callable<Integer> {
    private final RunSyntax syntax = new RunSyntax();
    private final PrintStream err;
    private final Map<String, String> environment;
    private final FilterAhead ahead;

    RunCommand(PrintStream err, Map<String, String> environment, FilterAhead ahead) {
        this.err = err;
        this.environment = environment;
        this.ahead = ahead;
    }

    /** How it is called. */
    CommandSpec spec() {
        return syntax.addTo(CommandSpec.wrapWithoutInspection(this).name("run"));
    }

    @Override
    public Integer call() {
        return new FilteredRun(err, environment, ahead).run(syntax.request());
    }
}
