// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** The policy language is pure: the JDK, a YAML reader, and nothing of a cluster, of a kernel, or else of ours. */
class ImportsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.firebreak.policy");

    @Test
    void shouldImportOnlyTheJdkAndTheYamlReaderWhenInThePolicyLanguage() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.yaml.snakeyaml..",
                        "org.jspecify.annotations..",
                        "dev.firebreak.policy..")
                .check(CLASSES);
    }

    @Test
    void shouldDeclareNothingNativeWhenInThePolicyLanguage() {
        noMethods().should().haveModifier(JavaModifier.NATIVE).check(CLASSES);
    }
}
