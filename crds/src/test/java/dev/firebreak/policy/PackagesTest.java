// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Which package of the policy language may import which. */
class PackagesTest {
    private static final String ROOT = "dev.firebreak.policy";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void shouldPointOneWayWhenPackagesImportEachOther() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("policy")
                .definedBy(ROOT)
                .layer("names")
                .definedBy(ROOT + ".names")
                .layer("yaml")
                .definedBy(ROOT + ".yaml")
                .layer("verdict")
                .definedBy(ROOT + ".verdict")
                .layer("compiled")
                .definedBy(ROOT + ".compiled")
                .layer("load")
                .definedBy(ROOT + ".load")
                .layer("explain")
                .definedBy(ROOT + ".explain")
                .whereLayer("policy")
                .mayNotAccessAnyLayer()
                .whereLayer("names")
                .mayOnlyAccessLayers("policy")
                .whereLayer("yaml")
                .mayOnlyAccessLayers("policy")
                .whereLayer("verdict")
                .mayOnlyAccessLayers("policy", "names")
                .whereLayer("compiled")
                .mayOnlyAccessLayers("policy", "names", "verdict")
                .whereLayer("load")
                .mayOnlyAccessLayers("policy", "names", "yaml", "verdict", "compiled")
                .whereLayer("explain")
                .mayOnlyAccessLayers("policy", "names", "verdict", "load")
                .check(CLASSES);
    }

    @Test
    void shouldParseYamlInOnePlaceWhenJacksonIsUsed() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".yaml")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..")
                .check(CLASSES);
    }
}
