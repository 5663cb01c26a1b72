// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The binding imports nothing of ours, and one class of it says {@code native}. */
class ImportsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.firebreak");

    @Test
    void shouldImportOnlyTheJdkWhenInTheBinding() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.firebreak.bpf..")
                .check(CLASSES);
    }

    @Test
    void shouldDeclareNativeMethodsWhenInTheOneClassForThem() {
        List<String> declaring = CLASSES.stream()
                .filter(type -> type.getMethods().stream()
                        .anyMatch(m -> m.getModifiers().contains(JavaModifier.NATIVE)))
                .map(JavaClass::getPackageName)
                .toList();

        assertThat(declaring).containsExactly("dev.firebreak.bpf.jni");
    }
}
