package dev.turnup.api.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.turnup.api.problem.Problem.FieldError;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says what a schema expects, in the words of the api. It quotes the schema and never the value,
 * which may be personal; the validator's own messages quote both.
 */
final class Complaint {

  private Complaint() {}

  /** The field to blame, named from the root of the body, and what is expected of it. */
  static FieldError about(String root, Error error) {
    String field = root + path(error.getInstanceLocation());
    if (isOneOfSeveralForms(error)) {
      // Which of the forms was meant, nobody knows; so what each of them misses is no help.
      return new FieldError(field, "must be of one of the forms that the schema allows");
    }
    JsonNode expected = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> new FieldError(member(field, error.getProperty()), "is required");
      case "dependentRequired" ->
          new FieldError(
              member(field, String.valueOf(error.getArguments()[0])),
              "is required beside " + error.getProperty());
      case "additionalProperties", "unevaluatedProperties" ->
          new FieldError(member(field, error.getProperty()), "is not allowed");
      case "propertyNames" ->
          new FieldError(
              member(field, error.getProperty()), "must have a name that the schema allows");
      case "items" -> new FieldError(field, "must not have so many items");
      default -> new FieldError(field, expectation(error.getKeyword(), expected));
    };
  }

  private static String expectation(String keyword, JsonNode expected) {
    return switch (keyword) {
      case "type" -> "must be " + types(expected);
      case "enum" -> "must be one of " + list(expected);
      case "const" -> "must be " + text(expected);
      case "pattern" -> "must match the pattern " + text(expected);
      case "format" -> "must be " + format(text(expected));
      case "minLength" -> "must have at least " + count(expected, "character");
      case "maxLength" -> "must have at most " + count(expected, "character");
      case "minimum" -> "must be at least " + text(expected);
      case "maximum" -> "must be at most " + text(expected);
      case "exclusiveMinimum" -> "must be more than " + text(expected);
      case "exclusiveMaximum" -> "must be less than " + text(expected);
      case "multipleOf" -> "must be a multiple of " + text(expected);
      case "minItems" -> "must have at least " + count(expected, "item");
      case "maxItems" -> "must have at most " + count(expected, "item");
      case "uniqueItems" -> "must not have the same item twice";
      case "minProperties" -> "must have at least " + count(expected, "member");
      case "maxProperties" -> "must have at most " + count(expected, "member");
      case "false" -> "is not allowed";
      default -> "must be of the form that the schema asks for";
    };
  }

  /** Alternatives are told of by what each of them misses. */
  private static boolean isOneOfSeveralForms(Error error) {
    NodePath path = error.getEvaluationPath();
    return path.contains("anyOf") || path.contains("oneOf");
  }

  private static String path(NodePath location) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < location.getNameCount(); i++) {
      if (location.getElement(i) instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append('.').append(location.getName(i));
      }
    }
    return path.toString();
  }

  private static String member(String field, @Nullable String name) {
    return name == null ? field : field + "." + name;
  }

  private static String types(JsonNode expected) {
    return expected.isArray()
        ? expected.valueStream().map(Complaint::type).collect(Collectors.joining(" or "))
        : type(expected);
  }

  private static String type(JsonNode type) {
    return switch (text(type)) {
      case "string" -> "a string";
      case "integer" -> "an integer";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a JSON array";
      case "object" -> "a JSON object";
      default -> text(type);
    };
  }

  private static String format(String format) {
    return switch (format) {
      case "date" -> "a date like 2026-01-31";
      case "date-time" -> "a date-time like 2026-01-31T12:00:00Z (RFC 3339)";
      case "email" -> "an e-mail address";
      case "uri" -> "a URI";
      case "uuid" -> "a UUID";
      default -> "of the format " + format;
    };
  }

  private static String count(JsonNode number, String thing) {
    return text(number) + " " + thing + (number.asInt() == 1 ? "" : "s");
  }

  private static String list(JsonNode values) {
    return values.valueStream().map(Complaint::text).collect(Collectors.joining(", "));
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }
}
