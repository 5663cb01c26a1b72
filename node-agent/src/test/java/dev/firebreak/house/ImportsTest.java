// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may import whom, over all modules: crds and bpf know nothing of each other, and only one room is native. */
class ImportsTest {
    /** Words that name no thing (style.md, 5): a class so called is a drawer, not a noun. */
    private static final String DRAWERS = ".*(Utils?|Helper|Manager|Impl)$";

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.firebreak");

    @Test
    void shouldNotKnowEachOtherWhenCrdsAndBpf() {
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.firebreak.bpf..", "dev.firebreak.cli..", "dev.firebreak.packaging..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.bpf..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.firebreak.policy..", "dev.firebreak.cli..", "dev.firebreak.packaging..")
                .check(CLASSES);
    }

    @Test
    void shouldDeclareNothingNativeWhenOutsideBpf() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.firebreak.bpf..")
                .should()
                .haveModifier(JavaModifier.NATIVE)
                .check(CLASSES);
    }

    @Test
    void shouldReachTheKernelOnlyThroughTheRoomsWhenOutsideBpf() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.firebreak.bpf..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.firebreak.bpf.jni..")
                .check(CLASSES);
    }

    @Test
    void shouldKnowNothingOfOursWhenTheRuntimesInterfaces() {
        for (String room : List.of("dev.firebreak.nri", "dev.firebreak.cri")) {
            noClasses()
                    .that()
                    .resideInAPackage(room + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.firebreak..").and(not(resideInAPackage(room + ".."))))
                    .check(CLASSES);
        }
    }

    @Test
    void shouldUseNoBuildTimeClassWhenInTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.firebreak.packaging..")
                .check(CLASSES);
    }

    @Test
    void shouldBeNamedForWhatItDoesWhenAClass() {
        noClasses().should().haveNameMatching(DRAWERS).check(CLASSES);
    }

    @Test
    void shouldBeNullMarkedWhenAPackage() {
        // The beans of the custom resources are printed by their generator, which marks nothing.
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.startsWith("dev.firebreak.api."))
                .collect(Collectors.toSet());

        Stream<String> unmarked = packages.stream().filter(name -> !nullMarked(name));

        assertThat(unmarked).isEmpty();
        assertThat(packages).contains("dev.firebreak.policy", "dev.firebreak.bpf", "dev.firebreak.cli");
    }

    private static boolean nullMarked(String name) {
        try {
            return Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
