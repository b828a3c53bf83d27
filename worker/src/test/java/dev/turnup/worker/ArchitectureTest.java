package dev.turnup.worker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.turnup.workflows.esim.EsimInstallationWorkflow;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.Timer;
import org.jspecify.annotations.NullMarked;

/** The rules for the rooms. Here, because from here all of them can be seen. */
@AnalyzeClasses(packages = "dev.turnup", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String STORY = "dev.turnup.workflows..";
  private static final String[] WORKFLOW_CLASSES = {
    "dev.turnup.workflows.fulfilment..", "dev.turnup.workflows.delivery.."
  };
  private static final String GUEST_LIST = "dev.turnup.receivers..";
  private static final String HANDS = "dev.turnup.activities..";
  private static final String FRONT_DESK = "dev.turnup.api..";
  private static final String ENGINE_ROOM = "dev.turnup.worker..";

  @ArchTest
  static final ArchRule theStoryKnowsNoOtherRoomAndNothingOfSpringOrHttp =
      noClasses()
          .that()
          .resideInAPackage(STORY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              GUEST_LIST,
              HANDS,
              FRONT_DESK,
              ENGINE_ROOM,
              "org.springframework..",
              "org.apache..",
              "java.io..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat(resideInAPackage("java.net..").and(not(type(URI.class))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              ProcessBuilder.class, Process.class, ProcessHandle.class, Runtime.class, Timer.class);

  @ArchTest
  static final ArchRule theStoryUsesWorkflowTimeAndNoRandomness =
      noClasses()
          .that()
          .resideInAPackage(STORY)
          .should()
          .callMethodWhere(readsTheClockOrDrawsLots())
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, java.security.SecureRandom.class, Clock.class)
          // Temporal's own is one of these, and says the same when a run is replayed.
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.util.Random.class, long.class)
          .orShould()
          .callConstructor(java.util.Date.class)
          .orShould()
          .callMethodWhere(looksAroundInTheProcess());

  @ArchTest
  static final ArchRule workflowClassesIterateInTheSameOrderEverywhere =
      noClasses()
          .that()
          .resideInAnyPackage(WORKFLOW_CLASSES)
          .or()
          .resideInAPackage("dev.turnup.workflows.esim..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(java.util.HashMap.class, java.util.HashSet.class)
          .because("a replay on another machine must take the same turns");

  @ArchTest
  static final ArchRule theGuestListKnowsNoOtherRoomAndNothingOfTemporalOrServers =
      noClasses()
          .that()
          .resideInAPackage(GUEST_LIST)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              STORY,
              HANDS,
              FRONT_DESK,
              ENGINE_ROOM,
              "io.temporal..",
              "jakarta.servlet..",
              "org.apache..",
              "org.springframework.web..");

  @ArchTest
  static final ArchRule theHandsKnowTheStoryButNoWorkflowCode =
      noClasses()
          .that()
          .resideInAPackage(HANDS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRONT_DESK, ENGINE_ROOM, "io.temporal.workflow..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(WORKFLOW_CLASSES);

  @ArchTest
  static final ArchRule theFrontDeskNeverNamesAWorkflowClass =
      noClasses()
          .that()
          .resideInAPackage(FRONT_DESK)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(HANDS, ENGINE_ROOM)
                  .or(resideInAnyPackage(WORKFLOW_CLASSES))
                  .or(type(EsimInstallationWorkflow.class)));

  @ArchTest
  static final ArchRule onlyOperationsAndCallbacksHaveAWorkflowClient =
      noClasses()
          .that()
          .resideInAPackage(FRONT_DESK)
          .and()
          .resideOutsideOfPackages(
              "dev.turnup.api.operation..",
              "dev.turnup.api.callback..",
              "dev.turnup.api.temporal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal.client..");

  @ArchTest
  static final ArchRule thereIsOneWayOutOverHttp =
      noClasses()
          .that()
          .resideInAPackage(HANDS)
          .and()
          .resideOutsideOfPackage("dev.turnup.activities.http..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.hc..")
                  .or(resideInAnyPackage("java.net.http..", "org.springframework.web..")));

  @ArchTest
  static final ArchRule theHandsAreGivenTheTime =
      noClasses()
          .that()
          .resideInAPackage(HANDS)
          .should()
          .callMethodWhere(readsTheClockOrDrawsLots());

  @ArchTest
  static final ArchRule packagesDoNotGoRoundInCircles =
      slices().matching("dev.turnup.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesAreNamedForTheBusiness =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..controller..",
              "..dto..",
              "..model..",
              "..service..",
              "..impl..",
              "..util..",
              "..common..");

  @ArchTest
  static final ArchRule namesSayWhatIsParticular =
      noClasses().should().haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .should(
              ArchCondition.from(
                  DescribedPredicate.describe(
                      "be in a package that is @NullMarked",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  private static DescribedPredicate<JavaMethodCall> readsTheClockOrDrawsLots() {
    Set<String> forbidden =
        Set.of(
            "now",
            "currentTimeMillis",
            "nanoTime",
            "randomUUID",
            "random",
            "shuffle",
            "systemUTC",
            "systemDefaultZone");
    return DescribedPredicate.describe(
        "read the system's clock or draw lots",
        call -> {
          MethodCallTarget target = call.getTarget();
          return forbidden.contains(target.getName())
              && target.getOwner().getPackageName().startsWith("java.")
              && target.getRawParameterTypes().stream().noneMatch(type(Clock.class));
        });
  }

  private static DescribedPredicate<JavaMethodCall> looksAroundInTheProcess() {
    Set<String> forbidden = Set.of("getenv", "getProperty", "getProperties", "exit");
    return DescribedPredicate.describe(
        "look around in its process",
        call ->
            call.getTarget().getOwner().isEquivalentTo(System.class)
                && forbidden.contains(call.getTarget().getName()));
  }
}
