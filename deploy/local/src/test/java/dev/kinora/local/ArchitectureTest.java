package dev.kinora.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the module tree, on the classes of every module: this one depends on them all. */
@AnalyzeClasses(packages = "dev.kinora", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] STAGES = {
        "dev.kinora.ingest..", "dev.kinora.i2v..", "dev.kinora.interpolation..", "dev.kinora.storage.."
    };

    @ArchTest
    static final ArchRule onnxRuntimeIsKnownToInferenceOnly = only("dev.kinora.inference..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule jcodecIsKnownToTheMp4PackageOnly = only("dev.kinora.mp4..", "org.jcodec..");

    @ArchTest
    static final ArchRule minioIsKnownToObjectsOnly = only("dev.kinora.objects..", "io.minio..");

    /** Whoever else spoke HTTP could be sent anywhere. */
    @ArchTest
    static final ArchRule otherPeoplesHostsAreReachedByOneClientOnly = noClasses()
            .that()
            .resideInAPackage("dev.kinora.ingest..")
            .and()
            .resideOutsideOfPackage("dev.kinora.ingest.outside..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "java.net.http..", "javax.net.ssl..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.URL");

    @ArchTest
    static final ArchRule theBrokerIsKnownToLocalServersOnly =
            only("dev.kinora.local.servers..", "kafka..", "org.apache.kafka.server..", "org.gaul..", "org.jclouds..");

    @ArchTest
    static final ArchRule theTestbedIsForTests =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.kinora.testbed..");

    @ArchTest
    static final ArchRule enginesKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.kinora.inference..",
                    "dev.kinora.engine..",
                    "dev.kinora.mp4..",
                    "dev.kinora.interpolation.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.smallrye..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "org.apache.kafka..",
                    "io.minio..",
                    "dev.kinora.work..",
                    "dev.kinora.objects..");

    @ArchTest
    static final ArchRule theContractKnowsNothing = classes()
            .that()
            .resideInAPackage("dev.kinora.contract..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.kinora.contract..");

    @ArchTest
    static final ArchRule nobodyKnowsAStage =
            noClasses().that().resideOutsideOfPackages(STAGES).should().dependOnClassesThat(inAnotherStage(""));

    @ArchTest
    static final ArchRule ingestKnowsNoOtherStage = knowsNoOtherStage("dev.kinora.ingest");

    @ArchTest
    static final ArchRule i2vKnowsNoOtherStage = knowsNoOtherStage("dev.kinora.i2v");

    @ArchTest
    static final ArchRule interpolationKnowsNoOtherStage = knowsNoOtherStage("dev.kinora.interpolation");

    @ArchTest
    static final ArchRule storageKnowsNoOtherStage = knowsNoOtherStage("dev.kinora.storage");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("dev.kinora.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor = noClasses()
            .should()
            .haveSimpleNameContaining("Util")
            .orShould()
            .haveSimpleNameContaining("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    private static ArchRule only(String home, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    private static ArchRule knowsNoOtherStage(String stage) {
        return noClasses().that().resideInAPackage(stage + "..").should().dependOnClassesThat(inAnotherStage(stage));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> inAnotherStage(String own) {
        DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> any = DescribedPredicate.alwaysFalse();
        for (String stage : STAGES) {
            if (!stage.equals(own + "..")) {
                any = any.or(resideInAPackage(stage));
            }
        }
        return any.as("are of another stage");
    }
}
