package dev.turnup.api.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.turnup.api.problem.Problem.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What details may carry. */
public final class DetailsSchema {

  private static final DetailsSchema ANYTHING =
      new DetailsSchema(JsonNodeFactory.instance.objectNode(), null);

  /** A body has room for a hundred thousand faults, which nobody would read. */
  private static final int MOST_FAULTS = 100;

  private final JsonNode json;
  private final @Nullable Schema compiled;

  DetailsSchema(JsonNode json, @Nullable Schema compiled) {
    this.json = json;
    this.compiled = compiled;
  }

  /** The schema that every object satisfies whose numbers a double can hold. */
  public static DetailsSchema anything() {
    return ANYTHING;
  }

  /**
   * What is wrong with details, one fault for each field.
   *
   * @param name of the details in the body, with which the names of the fields begin
   */
  public List<FieldError> faultsOf(String name, Map<String, Object> details) {
    List<FieldError> tooLarge = Numbers.tooLarge(name, details, MOST_FAULTS);
    // The validator cannot compare them.
    if (compiled == null || !tooLarge.isEmpty()) {
      return tooLarge;
    }
    Map<String, FieldError> faults = new LinkedHashMap<>();
    for (Error error : compiled.validate(Numbers.tree(details))) {
      FieldError fault = Complaint.about(name, error);
      faults.putIfAbsent(fault.field(), fault);
      if (faults.size() == MOST_FAULTS) {
        break;
      }
    }
    return List.copyOf(faults.values());
  }

  JsonNode json() {
    return json;
  }
}
