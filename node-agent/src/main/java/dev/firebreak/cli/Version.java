// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import java.util.Optional;
import picocli.CommandLine;

/** The version of this build, from the jar's manifest. */
public final class Version implements CommandLine.IVersionProvider {
    /** As in "0.1.0-SNAPSHOT"; "development" when run from classes without a jar. */
    public static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"firebreak " + number()};
    }
}
