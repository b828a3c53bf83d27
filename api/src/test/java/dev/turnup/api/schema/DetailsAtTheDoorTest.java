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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

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
