/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of imports: one mutable stage in the bootstrap loader, then values. */
@AnalyzeClasses(packages = "io.leaktrace", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
    private static final String CORE = "io.leaktrace.core..";
    private static final String BOOTSTRAP = "io.leaktrace.bootstrap..";

    @ArchTest
    static final ArchRule BOOTSTRAP_KNOWS_THE_JDK_ONLY = classes()
            .that()
            .resideInAnyPackage(BOOTSTRAP)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(BOOTSTRAP, "java..");

    @ArchTest
    static final ArchRule MODEL_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("io.leaktrace.core.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.leaktrace.core",
                    "io.leaktrace.core.cli..",
                    "io.leaktrace.core.diagnose..",
                    "io.leaktrace.core.instrument..",
                    "io.leaktrace.core.option..",
                    "io.leaktrace.core.report..",
                    "io.leaktrace.core.scan..");

    @ArchTest
    static final ArchRule INSTRUMENT_KNOWS_BOOTSTRAP_ONLY = noClasses()
            .that()
            .resideInAPackage("io.leaktrace.core.instrument..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.leaktrace.core",
                    "io.leaktrace.core.cli..",
                    "io.leaktrace.core.diagnose..",
                    "io.leaktrace.core.model..",
                    "io.leaktrace.core.option..",
                    "io.leaktrace.core.report..",
                    "io.leaktrace.core.scan..");

    @ArchTest
    static final ArchRule SCAN_KNOWS_NEITHER_RULES_NOR_REPORTS = noClasses()
            .that()
            .resideInAPackage("io.leaktrace.core.scan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.leaktrace.core",
                    "io.leaktrace.core.cli..",
                    "io.leaktrace.core.diagnose..",
                    "io.leaktrace.core.instrument..",
                    "io.leaktrace.core.report..",
                    "io.leaktrace.core.scope..");

    @ArchTest
    static final ArchRule RULES_AND_REPORTS_KNOW_VALUES_ONLY = noClasses()
            .that()
            .resideInAnyPackage("io.leaktrace.core.diagnose..", "io.leaktrace.core.report.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.leaktrace.core",
                    "io.leaktrace.core.cli..",
                    "io.leaktrace.core.instrument..",
                    "io.leaktrace.core.scan..",
                    "io.leaktrace.core.scope..");

    @ArchTest
    static final ArchRule RULES_READ_SNAPSHOTS_NOT_THE_REGISTRY = noClasses()
            .that()
            .resideInAnyPackage("io.leaktrace.core.diagnose..", "io.leaktrace.core.report..", "io.leaktrace.core.cli..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(io.leaktrace.bootstrap.Registry.class, io.leaktrace.bootstrap.Task.class);

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_IS_NOT_IN_THE_AGENT = noClasses()
            .that()
            .resideOutsideOfPackage("io.leaktrace.core.cli..")
            .and()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.leaktrace.core.cli..", "picocli..");

    @ArchTest
    static final ArchRule NOBODY_TOUCHES_THE_HOSTS_LOGGING = noClasses()
            .that()
            .resideInAnyPackage(CORE, BOOTSTRAP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..");
}
