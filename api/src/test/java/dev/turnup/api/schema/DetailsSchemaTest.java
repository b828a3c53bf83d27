package dev.turnup.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.problem.Problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import tools.jackson.databind.json.JsonMapper;

class DetailsSchemaTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** A value that a message must not quote. */
  private static final String SECRET = "secret";

  @ParameterizedTest(name = "{0} with {1}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string'}                        | 1            | | must be a string",
        "{'type':'integer'}                       | 'secret'     | | must be an integer",
        "{'type':'number'}                        | 'secret'     | | must be a number",
        "{'type':'boolean'}                       | 'secret'     | | must be true or false",
        "{'type':'array'}                         | 'secret'     | | must be a JSON array",
        "{'type':'object'}                        | 'secret'     | | must be a JSON object",
        "{'type':['integer','null']}              | 'secret'     | | must be an integer or null",
        "{'enum':['iptv','ott',3]}                | 'secret'     | | must be one of iptv, ott, 3",
        "{'const':'yes'}                          | 'secret'     | | must be yes",
        "{'pattern':'^[A-Z]{2}$'}                 | 'secret'     | | must match the pattern ^[A-Z]{2}$",
        "{'pattern':'^[A-Z]{2}$'}                 | 'ES\\n'      | | must match the pattern ^[A-Z]{2}$",
        "{'format':'date'}                        | 'secret'     | | must be a date like 2026-01-31",
        "{'format':'date'}                        | '2026-02-30' | | must be a date like 2026-01-31",
        "{'format':'date-time'}                   | 'secret'     | | must be a date-time like 2026-01-31T12:00:00Z (RFC 3339)",
        "{'format':'email'}                       | 'secret'     | | must be an e-mail address",
        "{'format':'uuid'}                        | 'secret'     | | must be a UUID",
        "{'format':'uri'}                         | 'secret'     | | must be a URI",
        "{'format':'ipv4'}                        | 'secret'     | | must be of the format ipv4",
        "{'minLength':7}                          | 'secret'     | | must have at least 7 characters",
        "{'maxLength':1}                          | 'secret'     | | must have at most 1 character",
        "{'minimum':2}                            | 1            | | must be at least 2",
        "{'maximum':2}                            | 3            | | must be at most 2",
        "{'exclusiveMinimum':2}                   | 2            | | must be more than 2",
        "{'exclusiveMaximum':2.5}                 | 2.5          | | must be less than 2.5",
        "{'multipleOf':5}                         | 7            | | must be a multiple of 5",
        "{'type':'integer','minimum':2}           | -1e30        | | must be at least 2",
        "{'type':'integer','maximum':2}           | 1e30         | | must be at most 2",
        "{'type':'integer','maximum':2}           | 1.5e19       | | must be at most 2",
        "{'type':'integer','maximum':2}           | 9223372036854775808 | | must be at most 2",
        "{'type':'integer','exclusiveMinimum':2}  | -1e308       | | must be more than 2",
        "{'type':'integer','exclusiveMaximum':2}  | 1e308        | | must be less than 2",
        "{'type':'integer','multipleOf':7}        | 1e30         | | must be a multiple of 7",
        "{'type':['integer','null'],'maximum':2}  | 1e30         | | must be at most 2",
        "{'type':'integer','maximum':1e20}        | 1e30         | | must be at most 1.0E20",
        "{'minItems':1}                           | []           | | must have at least 1 item",
        "{'maxItems':1}                           | [1,2]        | | must have at most 1 item",
        "{'uniqueItems':true}                     | ['a','a']    | | must not have the same item twice",
        "{'items':{'type':'string'}}              | ['a',1]      | [1] | must be a string",
        "{'items':{'items':{'type':'string'}}}    | [['a'],[1]]  | [1][0] | must be a string",
        "{'prefixItems':[{}],'items':false}       | [1,2]        | | must not have so many items",
        "{'contains':{'const':1}}                 | ['secret']   | | must be of the form that the schema asks for",
        "{'required':['donor']}                   | {}           | .donor | is required",
        "{'dependentRequired':{'a':['b']}}        | {'a':1}      | .b | is required beside a",
        "{'additionalProperties':false}           | {'a':1}      | .a | is not allowed",
        "{'unevaluatedProperties':false}          | {'a':1}      | .a | is not allowed",
        "{'properties':{'a':false}}               | {'a':1}      | .a | is not allowed",
        "{'propertyNames':{'maxLength':1}}        | {'ab':1}     | .ab | must have a name that the schema allows",
        "{'minProperties':1}                      | {}           | | must have at least 1 member",
        "{'maxProperties':1}                      | {'a':1,'b':2} | | must have at most 1 member",
        "{'properties':{'a':{'type':'string'}}}   | {'a':1}      | .a | must be a string",
        "{'items':{'required':['a']}}             | [{}]         | [0].a | is required",
        "{'not':{'type':'string'}}                | 'secret'     | | must be of the form that the schema asks for",
        "{'anyOf':[{'required':['a']},{'required':['b']}]} | {} | | must be of one of the forms that the schema allows",
        "{'oneOf':[{'type':'string'},{'minLength':1}]} | 'secret' | | must be of one of the forms that the schema allows",
        "{'if':{'required':['a']},'then':{'required':['b']}} | {'a':1} | .b | is required",
        "{'allOf':[{'maxLength':1}]}              | 'secret'     | | must have at most 1 character"
      })
  void tellsWhatIsExpectedOfWhichFieldWithoutQuotingTheValue(
      String schema, String value, String path, String message) {
    List<FieldError> faults = faults("{'properties':{'x':" + schema + "}}", "{'x':" + value + "}");

    String field = "details.x" + (path == null ? "" : path);
    assertThat(faults).containsExactly(new FieldError(field, message));
    assertThat(faults.toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer','maximum':2}     | 2.0",
        "{'type':'integer','maximum':1e300} | 1e30",
        "{'type':'integer','multipleOf':10} | 1e30",
        "{'type':'number'}                  | 1e308",
        "{'const':3}                        | 3.0",
        "{'enum':[1e30]}                    | 1e30"
      })
  void letsANumberPassHoweverItIsWritten(String schema, String value) {
    assertThat(faults("{'properties':{'x':" + schema + "}}", "{'x':" + value + "}")).isEmpty();
  }

  @Test
  void tellsWhatTheWholeOfTheDetailsLacks() {
    assertThat(faults("{'required':['a','b']}", "{'b':1}"))
        .containsExactly(new FieldError("details.a", "is required"));
    assertThat(faults("{'minProperties':1}", "{}"))
        .containsExactly(new FieldError("details", "must have at least 1 member"));
  }

  @Test
  void tellsOneFaultOfEachFieldAndAllFields() {
    assertThat(
            faults(
                "{'properties':{'a':{'minLength':9,'pattern':'x'},'b':{'type':'string'}},"
                    + "'required':['c']}",
                "{'a':'secret','b':1}"))
        .extracting(FieldError::field)
        .containsExactly("details.a", "details.b", "details.c");
  }

  @Test
  void tellsNotMoreThanAnybodyReads() {
    Map<String, Object> details = Map.of("a", Collections.nCopies(60_000, 1));

    assertThat(
            schema("{'properties':{'a':{'items':{'type':'string'}}}}").faultsOf("details", details))
        .hasSize(100);
  }

  @Test
  void tellsNotMoreNumbersThanAnybodyReads() {
    Map<String, Object> details =
        Map.of("a", Collections.nCopies(60_000, Double.POSITIVE_INFINITY));

    assertThat(DetailsSchema.anything().faultsOf("details", details)).hasSize(100);
  }

  @Test
  void letsAnythingPassWithoutASchema() {
    assertThat(DetailsSchema.anything().faultsOf("details", Map.of("a", 1))).isEmpty();
  }

  private static List<FieldError> faults(String schema, String details) {
    Map<String, Object> members =
        JSON.readerForMapOf(Object.class).readValue(details.replace('\'', '"'));
    return schema(schema).faultsOf("details", members);
  }

  private static DetailsSchema schema(String text) {
    byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new SchemaReader(
            new DefaultResourceLoader() {
              @Override
              public Resource getResource(String location) {
                return new ByteArrayResource(json);
              }
            })
        .read("classpath:own.json");
  }
}
