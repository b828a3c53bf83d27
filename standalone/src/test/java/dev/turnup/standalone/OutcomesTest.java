package dev.turnup.standalone;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.ShippedPlans;
import dev.turnup.workflows.operation.OutcomeClass;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link OutcomesIT} and {@link DeviceOutcomesIT} leave nothing out; needs no server. */
class OutcomesTest {

  private static final Set<Offer> CHANGED_IN_ONE_STEP =
      EnumSet.of(Offer.SECURITY, Offer.DEVICEINSURANCE);

  @ParameterizedTest
  @EnumSource
  void areAllShownForEveryOffer(OutcomeClass outcome) {
    assertThat(offersShown(OutcomesIT.class, OutcomesIT.DEAD_FOR_TOO_LONG, outcome))
        .containsExactlyInAnyOrder(Offer.values());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DONE")
  void areAllShownForEveryChangeOfDevice(OutcomeClass outcome) {
    Set<Offer> offers = EnumSet.allOf(Offer.class);
    if (outcome == OutcomeClass.COMPENSATED) {
      offers.removeAll(CHANGED_IN_ONE_STEP);
    }
    assertThat(offersShown(DeviceOutcomesIT.class, DeviceOutcomesIT.DEAD_FOR_TOO_LONG, outcome))
        .containsExactlyInAnyOrderElementsOf(offers);
  }

  @Test
  void areShownForEveryServiceTypeThatIsShipped() {
    assertThat(Arrays.stream(Offer.values()).map(offer -> offer.service().serviceType()))
        .containsAll(ShippedPlans.all().serviceTypes());
  }

  private static Set<Offer> offersShown(
      Class<?> tests, Map<Offer, String> exhausted, OutcomeClass outcome) {
    if (outcome == OutcomeClass.TRANSIENT_EXHAUSTED) {
      return exhausted.keySet();
    }
    return Arrays.stream(tests.getDeclaredMethods())
        .filter(method -> method.getName().split("_", 2)[0].equals(inCamelCase(outcome)))
        .filter(method -> !method.getName().contains("_butNot"))
        .flatMap(OutcomesTest::offers)
        .collect(toCollection(() -> EnumSet.noneOf(Offer.class)));
  }

  private static Stream<Offer> offers(Method test) {
    if (test.isAnnotationPresent(EnumSource.class)) {
      return Arrays.stream(Offer.values());
    }
    CsvSource rows = test.getAnnotation(CsvSource.class);
    return rows == null
        ? Stream.empty()
        : Arrays.stream(rows.value()).map(row -> Offer.valueOf(row.split("[,|]", 2)[0].strip()));
  }

  /** As {@code compensationFailed}. */
  private static String inCamelCase(OutcomeClass outcome) {
    StringBuilder name = new StringBuilder();
    for (String word : outcome.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word.substring(0, 1) : word.substring(0, 1).toUpperCase(Locale.ROOT));
      name.append(word.substring(1));
    }
    return name.toString();
  }
}
