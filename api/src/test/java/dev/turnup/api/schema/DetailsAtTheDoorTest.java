package dev.turnup.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.api.plan.DeviceCategories;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.util.RawValue;

/** Requests against the shipped schemas. */
@ApiTest
class DetailsAtTheDoorTest {

  static final List<String> SERVICE_TYPES =
      List.of(
          "multisim", "security", "tv", "datasharing", "mobile", "applewatch", "deviceinsurance");

  static final Set<String> CATEGORIES = DeviceCategories.ALL;

  private final Desk desk;

  DetailsAtTheDoorTest(Desk desk) {
    this.desk = desk;
  }

  /** Who knows only the published API can send no more than this. */
  @ParameterizedTest
  @FieldSource("SERVICE_TYPES")
  void areTakenWithThePublishedFieldsOnly(String serviceType) {
    Body published = Body.createService();

    for (Body body :
        List.of(
            published,
            published.without("service_details.secondary_eid"),
            published.without("service_details.secondary_iccid"),
            published.with("service_details", Map.of()))) {
      desk.post("/v3/" + serviceType + "/").with(body).send().isAccepted();
    }
  }

  @ParameterizedTest
  @FieldSource("CATEGORIES")
  void areTakenForEveryCategoryOfDevice(String category) {
    Body valid = Body.updateDevice().with("category", category);

    for (String serviceType : SERVICE_TYPES) {
      String path = "/v3/" + serviceType + "/1/devices/2";
      desk.patch(path).with(valid).send().isAccepted();
      desk.patch(path).with(valid.with("new_service_device_details", Map.of())).send().isAccepted();
    }
  }

  @ParameterizedTest
  @FieldSource("SERVICE_TYPES")
  void areTakenWithMembersThatNobodyKnows(String serviceType) {
    Object odd = Map.of("a", List.of(1, Map.of("b", 2.5)));

    desk.post("/v3/" + serviceType + "/")
        .with(Body.createService().with("service_details.something_else", odd))
        .send()
        .isAccepted();
    desk.patch("/v3/" + serviceType + "/1/devices/2")
        .with(Body.updateDevice().with("new_service_device_details.something_else", odd))
        .send()
        .isAccepted();
  }

  static Stream<Arguments> whatIsNotValid() {
    return Stream.of(
        Arguments.of("applewatch", "primary_service_id", 612123456, ""),
        Arguments.of("applewatch", "secondary_imsi", "21403x", ""),
        Arguments.of("multisim", "sim_type", "esim", ""),
        Arguments.of("mobile", "product", "", ""),
        Arguments.of("tv", "customer_type", "cable", ""),
        Arguments.of("tv", "max_devices", 0, ""),
        Arguments.of("tv", "max_devices", "3", ""),
        Arguments.of("tv", "products", List.of("SPORTS", 7), "[1]"),
        Arguments.of("tv", "products", List.of(""), "[0]"),
        Arguments.of("tv", "stb", Map.of("mac_address", "00:1A"), ".mac_address"),
        Arguments.of("datasharing", "member_service_ids", "612123457", ""),
        Arguments.of("datasharing", "member_service_ids", List.of("x".repeat(256)), "[0]"),
        Arguments.of("security", "email", "nobody", ""),
        Arguments.of("security", "language", "Spanish", ""),
        Arguments.of("security", "seats", 1.5, ""),
        Arguments.of("deviceinsurance", "insurance_type", "FULL", ""),
        Arguments.of("deviceinsurance", "language", "fr", ""),
        Arguments.of("deviceinsurance", "price", "899,90", ""),
        Arguments.of("deviceinsurance", "price", -1, ""),
        Arguments.of("deviceinsurance", "sale_date", "31/01/2026", ""));
  }

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @MethodSource("whatIsNotValid")
  void areRefusedNamingTheMember(String serviceType, String member, Object value, String path) {
    desk.post("/v3/" + serviceType + "/")
        .with(Body.createService().with("service_details." + member, value))
        .send()
        .isBadRequestNaming("service_details." + member + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e30",
        "1e308",
        "1.5e19",
        "9223372036854775808",
        "123456789012345678901234567890",
        "1001.0"
      })
  void areRefusedNamingAnIntegerThatIsTooLargeForTheSchema(String number) {
    assertThat(withANumber("/v3/security/", "seats", number).body())
        .contains("must be at most 1000");
    assertThat(withANumber("/v3/security/", "seats", "-" + number).body())
        .contains("must be at least 1");
    withANumber("/v3/tv/", "max_devices", "-" + number);
  }

  private Answer withANumber(String path, String member, String number) {
    String field = "service_details." + member;
    return desk.post(path)
        .with(Body.createService().with(field, new RawValue(number)))
        .send()
        .isBadRequestNaming(field);
  }

  static Stream<Arguments> numbersThatNobodyCanHold() {
    return Stream.of(
        Arguments.of("1e400", ""),
        Arguments.of("-1e400", ""),
        Arguments.of("1e1000000000", ""),
        Arguments.of("1e99999999999999999999", ""),
        Arguments.of("1" + "0".repeat(400), ""),
        Arguments.of("[1,{\"a\":[0,1e400]}]", "[1].a[1]"),
        Arguments.of("[".repeat(490) + "1e400" + "]".repeat(490), "[0]".repeat(490)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbersThatNobodyCanHold")
  @Timeout(10)
  void areRefusedNamingTheNumberThatIsTooLarge(String value, String path) {
    for (String member : List.of("seats", "something_else")) {
      String field = "service_details." + member;
      isTooLarge(
          desk.post("/v3/security/")
              .with(Body.createService().with(field, new RawValue(value)))
              .send(),
          field + path);
    }
    String field = "new_service_device_details.something_else";
    isTooLarge(
        desk.patch("/v3/tv/1/devices/2")
            .with(Body.updateDevice().with(field, new RawValue(value)))
            .send(),
        field + path);
  }

  private static void isTooLarge(Answer answer, String field) {
    answer.isBadRequestNaming(field);
    assertThat(answer.body()).contains("is too large a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.1", "1e"})
  @Timeout(10)
  void areRefusedForANumberOfTooManyDigits(String start) {
    RawValue number = new RawValue(start + "1".repeat(200_000));

    Answer answer =
        desk.post("/v3/security/")
            .with(Body.createService().with("service_details.something_else", number))
            .send()
            .isBadRequestNaming("service_details");

    assertThat(answer.body()).contains("no number of more than 1000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e308", "-1.7976931348623157e308", "1e-1000000000", "2.0"})
  void areTakenWithWhateverNumberADoubleHolds(String number) {
    desk.post("/v3/security/")
        .with(Body.createService().with("service_details.something_else", new RawValue(number)))
        .send()
        .isAccepted();
  }

  static Stream<Arguments> whatIsNoDevice() {
    return Stream.of(
        Arguments.of("mobile", "OTHER", "mac_address", "zz:zz"),
        Arguments.of("mobile", "SMARTPHONE", "serial_number", ""),
        Arguments.of("mobile", "SIM", "reason", 1),
        Arguments.of("tv", "STB", "mac_address", "001A2B3C4D5"),
        Arguments.of("deviceinsurance", "SMARTPHONE", "price", "much"));
  }

  @ParameterizedTest(name = "{0}, {1}: {2} = {3}")
  @MethodSource("whatIsNoDevice")
  void areRefusedNamingTheMemberOfTheDevice(
      String serviceType, String category, String member, Object value) {
    desk.patch("/v3/" + serviceType + "/1/devices/2")
        .with(
            Body.updateDevice()
                .with("category", category)
                .with("new_service_device_details." + member, value))
        .send()
        .isBadRequestNaming("new_service_device_details." + member);
  }

  @Test
  void tellOfAFaultOnceThoughRuleAndSchemaSeeIt() {
    Answer answer =
        desk.post("/v3/applewatch/")
            .with(
                Body.createService()
                    .with("service_details.secondary_iccid", 8934011411551283144L)
                    .with("service_details.imei", null))
            .send()
            .isBadRequestNaming("service_details.secondary_iccid", "service_details.imei");

    assertThat(answer.body()).contains("must be a string of 19 or 20 digits");
  }

  @Test
  void tellAllFaultsOfTheRequestAtOnceAndQuoteNone() {
    Answer answer =
        desk.post("/v3/security/")
            .with(
                Body.createService()
                    .with("service_id", "")
                    .with("service_details.email", "ana at home")
                    .with("service_details.seats", 987654321)
                    .with("service_details.secondary_iccid", "1234567890")
                    .with("callback_error_url", "nowhere"))
            .send()
            .isProblem(400, "BAD_REQUEST", "CALLBACK URL NOT ALLOWED")
            .names(
                "service_id",
                "service_details.email",
                "service_details.seats",
                "service_details.secondary_iccid",
                "callback_error_url");

    assertThat(answer.body())
        .contains("must be an e-mail address", "must be at most 1000")
        .doesNotContain("ana at home", "987654321", "1234567890", "nowhere");
  }

  @Test
  void areAnsweredBrieflyHoweverManyFaultsTheyHave() {
    Answer answer =
        desk.post("/v3/tv/")
            .with(
                Body.createService()
                    .with("service_details.products", Collections.nCopies(100_000, 1)))
            .send()
            .isProblem(400, "BAD_REQUEST", "Request not valid");

    assertThat(answer.json().path("errors").size()).isEqualTo(100);
  }

  @Test
  void areNotReadForAServiceTypeThatIsNotOffered() {
    desk.post("/v3/fax/")
        .with(Body.createService().with("service_details.email", 1))
        .send()
        .isBadRequestNaming("service_type");
  }
}
