// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may import whom in the operator. */
class ImportsTest {
    private static final String ROOT = "dev.firebreak.operator";

    /** Words that name no thing (style.md, 5): a class so called is a drawer, not a noun. */
    private static final String DRAWERS = ".*(Utils?|Helper|Manager|Impl)$";

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void shouldKnowOnlyThePublicContractOfOurRooms() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        new DescribedPredicate<JavaClass>("are ours, and of neither crds nor the operator") {
                            @Override
                            public boolean test(JavaClass type) {
                                return type.getPackageName().startsWith("dev.firebreak.")
                                        && !type.getPackageName().startsWith("dev.firebreak.policy")
                                        && !type.getPackageName().startsWith("dev.firebreak.api.")
                                        && !type.getPackageName().startsWith(ROOT);
                            }
                        })
                .check(CLASSES);
    }

    @Test
    void shouldPointOneWayWhenPackagesImportEachOther() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("policy")
                .definedBy(ROOT + ".policy")
                .layer("lists")
                .definedBy(ROOT + ".lists")
                .layer("compile")
                .definedBy(ROOT + ".compile")
                .layer("denylist")
                .definedBy(ROOT + ".denylist")
                .layer("report")
                .definedBy(ROOT + ".report")
                .layer("status")
                .definedBy(ROOT + ".status")
                .layer("notice")
                .definedBy(ROOT + ".notice")
                .layer("collection")
                .definedBy(ROOT + ".collection")
                .layer("reconcile")
                .definedBy(ROOT + ".reconcile")
                .layer("wiring")
                .definedBy(ROOT + ".wiring")
                .whereLayer("policy")
                .mayNotAccessAnyLayer()
                .whereLayer("report")
                .mayNotAccessAnyLayer()
                .whereLayer("lists")
                .mayOnlyAccessLayers("policy")
                .whereLayer("compile")
                .mayOnlyAccessLayers("policy", "lists")
                .whereLayer("denylist")
                .mayOnlyAccessLayers("policy", "compile")
                .whereLayer("status")
                .mayOnlyAccessLayers("compile", "report")
                .whereLayer("notice")
                .mayOnlyAccessLayers("policy", "status", "report")
                .whereLayer("collection")
                .mayOnlyAccessLayers("denylist", "report")
                .whereLayer("reconcile")
                .mayOnlyBeAccessedByLayers("wiring")
                .whereLayer("wiring")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void shouldGoInNoCircleWhenPackagesImportEachOther() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** What decides is a pure function of records: no client, no framework, no logger, no clock. */
    @Test
    void shouldTouchNoClusterWhenItDecides() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Decision")
                .or()
                .haveSimpleNameEndingWith("Verdicts")
                .or()
                .haveSimpleName("HeaderChange")
                .or()
                .haveSimpleName("NextLook")
                .or()
                .haveSimpleName("Notices")
                .or()
                .haveSimpleName("Memory")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "io.quarkus..", "org.jboss..", "jakarta..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    /** Another framework would leave the rest as it is. */
    @Test
    void shouldKeepTheFrameworksAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".reconcile", ROOT + ".wiring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javaoperatorsdk..", "io.quarkus..", "jakarta..")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(ROOT + ".reconcile")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("io.quarkus..", "jakarta..")
                .check(CLASSES);
    }

    @Test
    void shouldBeNamedForWhatItDoesWhenAClass() {
        noClasses().should().haveNameMatching(DRAWERS).check(CLASSES);
    }

    @Test
    void shouldBeNullMarkedWhenAPackage() {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(packages).hasSize(11).allMatch(ImportsTest::isNullMarked);
    }

    private static boolean isNullMarked(String name) {
        try {
            return Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
