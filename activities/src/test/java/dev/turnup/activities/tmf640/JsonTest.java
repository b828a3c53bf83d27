package dev.turnup.activities.tmf640;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1                  | 1",
        "1                  | 1.0",
        "1                  | \"1\"",
        "true               | \"true\"",
        "\"a\"              | {\"value\": \"a\", \"alias\": \"b\"}",
        "{\"a\": 1, \"b\": 2} | {\"b\": \"2\", \"a\": 1}",
        "[1, 2]             | [1, \"2\"]",
        "null               | null"
      })
  void saysTheSame(String wanted, String found) {
    assertThat(Json.isSame(json(wanted), json(found))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1          | 2",
        "\"a\"      | \"A\"",
        "\"a\"      | {\"alias\": \"a\"}",
        "{\"a\": 1} | {\"a\": 1, \"b\": 2}",
        "{\"a\": 1} | {\"b\": 1}",
        "[1, 2]     | [2, 1]",
        "[1]        | 1",
        "1          | [1]"
      })
  void saysSomethingElse(String wanted, String found) {
    assertThat(Json.isSame(json(wanted), json(found))).isFalse();
  }

  private static JsonNode json(String text) {
    return Json.read(text).orElseThrow();
  }
}
