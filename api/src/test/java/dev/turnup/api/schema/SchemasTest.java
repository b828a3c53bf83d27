package dev.turnup.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.plan.DeviceCategories;
import dev.turnup.api.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.json.JsonMapper;

class SchemasTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TV = "turnup.schemas.tv.service-details";

  private final ApplicationContextRunner shipped =
      new ApplicationContextRunner()
          .withUserConfiguration(PlansAndSchemas.class)
          .withInitializer(new ConfigDataApplicationContextInitializer());

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "applewatch",
        "datasharing",
        "deviceinsurance",
        "mobile",
        "multisim",
        "security",
        "tv"
      })
  void areShippedForTheServiceTypeWithATitleAndADescriptionOfEachMember(String serviceType) {
    run(
        shipped,
        schemas -> {
          Schemas.OfService own = schemas.find(serviceType).orElseThrow();

          assertThat(
                  Stream.concat(
                      Stream.of(own.serviceDetails()), own.deviceDetails().values().stream()))
              .allSatisfy(
                  schema -> {
                    assertThat(schema.json().has("required")).isFalse();
                    assertThat(schema.json().path("properties").isEmpty()).isFalse();
                    assertThat(schema.json().path("properties").values())
                        .allSatisfy(member -> assertThat(member.propertyNames()).contains("title"));
                  });
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "applewatch",
        "datasharing",
        "deviceinsurance",
        "mobile",
        "multisim",
        "security",
        "tv"
      })
  void giveExamplesThatAreValid(String serviceType) {
    run(
        shipped,
        schemas -> {
          Schemas.OfService own = schemas.find(serviceType).orElseThrow();

          assertThat(
                  Stream.concat(
                      Stream.of(own.serviceDetails()), own.deviceDetails().values().stream()))
              .allSatisfy(
                  schema -> {
                    assertThat(schema.json().path("examples").values()).isNotEmpty();
                    for (var example : schema.json().path("examples")) {
                      assertThat(schema.faultsOf("x", members(example.toString()))).isEmpty();
                    }
                    schema
                        .json()
                        .path("properties")
                        .forEachEntry(
                            (name, member) -> {
                              for (var example : member.path("examples")) {
                                String details = "{\"%s\":%s}".formatted(name, example);
                                assertThat(schema.faultsOf("x", members(details))).isEmpty();
                              }
                            });
                  });
        });
  }

  /** A body has room for a long value, and the shipped patterns must not take long over it. */
  @Test
  void readLongValuesQuickly() {
    String value = "1a:".repeat(80_000);
    run(
        shipped,
        schemas -> {
          long begun = System.nanoTime();
          for (String serviceType : schemas.serviceTypes()) {
            Schemas.OfService own = schemas.find(serviceType).orElseThrow();
            Stream.concat(Stream.of(own.serviceDetails()), own.deviceDetails().values().stream())
                .forEach(
                    schema ->
                        schema
                            .json()
                            .path("properties")
                            .propertyNames()
                            .forEach(name -> schema.faultsOf("x", Map.of(name, value))));
          }
          assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
        });
  }

  @Test
  void differForACategoryThatHasItsOwn() {
    run(
        shipped,
        schemas -> {
          assertThat(schemas.deviceDetails("tv", "STB").json().path("title").asString())
              .contains("box");
          assertThat(schemas.deviceDetails("mobile", "eSIM").json().path("title").asString())
              .contains("eSIM");
          assertThat(schemas.deviceDetails("tv", "PBX"))
              .isSameAs(schemas.deviceDetails("tv", null))
              .isSameAs(schemas.deviceDetails("tv", "unheard of"));
        });
  }

  @Test
  void letEverythingPassForAServiceTypeWithoutOne() {
    run(
        shipped
            .withPropertyValues(plan("fax"))
            .withPropertyValues(TV + "=", "turnup.schemas.tv.new-service-device-details.STB="),
        schemas -> {
          Map<String, Object> anything = Map.of("max_devices", "many", "mac_address", "none");

          assertThat(schemas.serviceDetails("fax").faultsOf("x", anything)).isEmpty();
          assertThat(schemas.deviceDetails("fax", "STB").faultsOf("x", anything)).isEmpty();
          assertThat(schemas.serviceDetails("tv").faultsOf("x", anything)).isEmpty();
          assertThat(schemas.deviceDetails("tv", "STB").faultsOf("x", anything)).isEmpty();
          assertThat(schemas.deviceDetails("tv", "ROUTER").faultsOf("x", anything)).hasSize(1);
          assertThat(schemas.find("fax").orElseThrow().serviceDetails().json().isEmpty()).isTrue();
        });
  }

  @Test
  void takeOnesOwnInPlaceOfAShippedOneAndKeepTheOthers() {
    String own = write("{\"required\": [\"colour\"]}");
    run(
        shipped.withPropertyValues(TV + "=" + own),
        schemas -> {
          assertThat(schemas.serviceDetails("tv").faultsOf("x", Map.of())).hasSize(1);
          assertThat(schemas.serviceDetails("mobile").faultsOf("x", Map.of())).isEmpty();
          assertThat(schemas.deviceDetails("tv", "STB").faultsOf("x", Map.of("mac_address", 1)))
              .hasSize(1);
        });
  }

  @Test
  void takeACategoryOfTheEnvironmentWhichKnowsNoCapitals() {
    String own = write("{\"required\": [\"colour\"]}");
    String prefix = "TURNUP_SCHEMAS_TV_NEWSERVICEDEVICEDETAILS_";
    run(
        shipped.withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "test-systemEnvironment",
                            Map.of(prefix + "ESIM", own, prefix + "WIFIEXTENDER", own)))),
        schemas -> {
          assertThat(schemas.deviceDetails("tv", "eSIM").faultsOf("x", Map.of())).hasSize(1);
          assertThat(schemas.deviceDetails("tv", "WIFI_EXTENDER").faultsOf("x", Map.of()))
              .hasSize(1);
          assertThat(schemas.deviceDetails("tv", "SIM").faultsOf("x", Map.of())).isEmpty();
        });
  }

  @Test
  void takeEveryCategoryOfThePublishedApi() {
    String own = write("{\"required\": [\"colour\"]}");
    run(
        shipped.withPropertyValues(
            DeviceCategories.ALL.stream()
                .map(c -> "turnup.schemas.tv.new-service-device-details." + c + "=" + own)
                .toArray(String[]::new)),
        schemas ->
            assertThat(DeviceCategories.ALL)
                .allSatisfy(
                    category ->
                        assertThat(schemas.deviceDetails("tv", category).faultsOf("x", Map.of()))
                            .hasSize(1)));
  }

  static Stream<Arguments> whatIsNoSchema() {
    return Stream.of(
        Arguments.of("no JSON", "{\"type\": ", "is no JSON: line 1, column 10"),
        Arguments.of("an empty file", "", "must be one JSON object"),
        Arguments.of("two values", "{} {}", "is no JSON"),
        Arguments.of("a list", "[]", "must be one JSON object"),
        Arguments.of(
            "a member twice", "{\"type\": \"object\", \"type\": \"object\"}", "is no JSON"),
        Arguments.of(
            "another draft",
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
            "$schema must be https://json-schema.org/draft/2020-12/schema"),
        Arguments.of(
            "an unknown type",
            "{\"properties\": {\"email\": {\"type\": \"text\"}}}",
            "is no valid JSON Schema: /properties/email/type"),
        Arguments.of(
            "a length that is a text",
            "{\"maxLength\": \"5\"}",
            "is no valid JSON Schema: /maxLen"),
        Arguments.of(
            "a broken pattern", "{\"pattern\": \"(\"}", "is no valid JSON Schema: /pattern"),
        Arguments.of(
            "a misspelt keyword",
            "{\"properties\": {\"email\": {\"maxLenght\": 5}}}",
            "keyword 'maxLenght' is unknown"),
        Arguments.of(
            "a misspelt format",
            "{\"properties\": {\"email\": {\"format\": \"emial\"}}}",
            "format 'emial' is unknown"),
        Arguments.of(
            "a schema of the web",
            "{\"properties\": {\"email\": {\"$ref\": \"http://127.0.0.1:1/email.json\"}}}",
            "refers to 'http://127.0.0.1:1/email.json', but nothing is fetched"),
        Arguments.of(
            "a schema of the web, by way of a definition",
            "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"items\":"
                + " {\"$ref\": \"https://127.0.0.1:1/a#/b\"}}}}",
            "refers to 'https://127.0.0.1:1/a', but nothing is fetched"),
        Arguments.of(
            "a schema of the web, by way of an id",
            "{\"$id\": \"http://127.0.0.1:1/root.json\", \"$ref\": \"email.json\"}",
            "refers to 'http://127.0.0.1:1/email.json', but nothing is fetched"),
        Arguments.of(
            "a dynamic reference to the web",
            "{\"items\": {\"$dynamicRef\": \"http://127.0.0.1:1/email.json#a\"}}",
            "$dynamicRef is not supported"),
        Arguments.of(
            "a schema of another file",
            "{\"$ref\": \"file:/etc/hostname\"}",
            "refers to 'file:/etc/hostname', but nothing is fetched"),
        Arguments.of(
            "a definition that is not there",
            "{\"properties\": {\"email\": {\"$ref\": \"#/$defs/email\"}}}",
            "cannot be resolved"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatIsNoSchema")
  void areRefusedForAFileWith(String what, String text, String complaint) {
    String location = write(text);

    isRefused(shipped.withPropertyValues(TV + "=" + location), TV, location, complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "file:/no/such/file.json, there is no such file",
    "classpath:schemas/nothing.json, there is no such file",
    "classpath:schemas/, there is no such file",
    "http://127.0.0.1:1/tv.json, a location must begin with classpath: or file:",
    "schemas/tv.json, a location must begin with classpath: or file:"
  })
  void areRefusedForALocationLike(String location, String complaint) {
    isRefused(shipped.withPropertyValues(TV + "=" + location), TV, location, complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "turnup.schemas.television.service-details, there is no plan for this service type",
    "turnup.schemas.tv.servis-details, turnup.schemas.tv.servis-details",
    "turnup.schemas.tv.new-service-device-details.FAX, there is no category of this name",
    "turnup.schemas.tv.new-service-device-details.e, there is no category of this name"
  })
  void areRefusedForAKeyLike(String key, String complaint) {
    isRefused(
        shipped.withPropertyValues(key + "=classpath:schemas/tv.json"),
        key.replace(".service-details", ""),
        complaint);
  }

  @Test
  void mayReferToThemselvesAndToTheMetaSchemaAndCarryNotes() {
    String own =
        write(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$id": "https://schemas.example/tv.json",
              "x-owner": "television",
              "$comment": "for us",
              "properties": {
                "a": {"$ref": "#/$defs/short"},
                "b": {"$ref": "https://schemas.example/tv.json#/$defs/short"},
                "c": {"$ref": "https://json-schema.org/draft/2020-12/schema"}
              },
              "$defs": {"short": {"maxLength": 2}}
            }
            """);
    run(
        shipped.withPropertyValues(TV + "=" + own),
        schemas ->
            assertThat(
                    schemas
                        .serviceDetails("tv")
                        .faultsOf("x", Map.of("a", "123", "b", "123", "c", Map.of("type", 1))))
                .extracting("field")
                .containsExactlyInAnyOrder("x.a", "x.b", "x.c.type"));
  }

  private static void run(ApplicationContextRunner runner, Consumer<Schemas> test) {
    runner.run(context -> test.accept(context.getBean(Schemas.class)));
  }

  private static void isRefused(ApplicationContextRunner runner, String... words) {
    runner.run(
        context -> {
          Throwable failure = context.getStartupFailure();
          while (failure != null
              && failure.getCause() != null
              && !(failure instanceof IllegalArgumentException)) {
            failure = failure.getCause();
          }
          assertThat(Objects.requireNonNull(failure).getMessage()).contains(words);
        });
  }

  private String write(String schema) {
    try {
      return "file:" + Files.writeString(folder.resolve("own.json"), schema);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] plan(String serviceType) {
    String step = "turnup.plans." + serviceType + ".create-service.steps[0].";
    return new String[] {
      step + "name=reserve", step + "title=Reserve", step + "system=a", step + "action=b"
    };
  }

  private static Map<String, Object> members(String json) {
    return JSON.readerForMapOf(Object.class).readValue(json);
  }

  @ComponentScan(basePackageClasses = {Plans.class, Schemas.class})
  static class PlansAndSchemas {}
}
