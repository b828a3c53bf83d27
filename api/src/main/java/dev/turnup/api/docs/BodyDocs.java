package dev.turnup.api.docs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the bodies of requests have. */
final class BodyDocs {

  private BodyDocs() {}

  /** The names of the body's members; none if there is no body. */
  static Set<String> members(Operation operation, Components components) {
    return Stream.ofNullable(operation.getRequestBody())
        .flatMap(body -> body.getContent().values().stream())
        .map(MediaType::getSchema)
        .filter(schema -> schema != null && schema.get$ref() != null)
        .map(schema -> schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length()))
        .map(components.getSchemas()::get)
        .filter(Objects::nonNull)
        .map(schema -> (Map<?, ?>) schema.getProperties())
        .filter(Objects::nonNull)
        .map(Map::keySet)
        .flatMap(Collection::stream)
        .map(String::valueOf)
        .collect(Collectors.toSet());
  }
}
