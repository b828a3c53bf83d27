package dev.turnup.api.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.FormatKeyword;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and compiles schemas of draft 2020-12, and is stricter with them than the draft: nothing in
 * them may be without effect, and nothing is fetched for them.
 */
final class SchemaReader {

  private static final String DRAFT = Dialects.getDraft202012().getId();
  private static final String META_SCHEMAS = "https://json-schema.org/draft/2020-12/";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ResourceLoader resources;
  private final SchemaRegistry registry = SchemaRegistry.withDialect(dialect(), SchemaReader::set);
  private final Schema metaSchema = registry.getSchema(SchemaLocation.of(DRAFT));

  SchemaReader(ResourceLoader resources) {
    this.resources = resources;
  }

  /**
   * The schema at a location.
   *
   * @param location with {@code classpath:} or {@code file:}
   * @throws IllegalArgumentException if there is none; the message says why, but not which location
   */
  DetailsSchema read(String location) {
    JsonNode json = parse(bytes(location));
    if (!json.isObject()) {
      throw new IllegalArgumentException("must be one JSON object");
    }
    if (!DRAFT.equals(json.path("$schema").asString(DRAFT))) {
      throw new IllegalArgumentException("$schema must be " + DRAFT + ", or left out");
    }
    if (json.findValues("$dynamicRef").stream().anyMatch(JsonNode::isString)) {
      // Resolved with the first request only, which is too late to complain.
      throw new IllegalArgumentException("$dynamicRef is not supported: use $ref");
    }
    String faults =
        metaSchema.validate(json).stream().map(Object::toString).collect(Collectors.joining("; "));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("is no valid JSON Schema: " + faults);
    }
    try {
      Schema compiled = registry.getSchema(json);
      // The registry tries this too, but keeps to itself what it cannot resolve.
      compiled.initializeValidators();
      return new DetailsSchema(json, compiled);
    } catch (SchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private byte[] bytes(String location) {
    if (!location.startsWith("classpath:") && !location.startsWith("file:")) {
      throw new IllegalArgumentException("a location must begin with classpath: or file:");
    }
    Resource resource = resources.getResource(location);
    if (!resource.isReadable()) {
      throw new IllegalArgumentException("there is no such file, or it cannot be read");
    }
    try {
      return resource.getContentAsByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
    }
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "is no JSON: line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(), e.getLocation().getColumnNr(), e.getMessage()),
          e);
    }
  }

  private static void set(SchemaRegistry.Builder builder) {
    builder
        .schemaLoader(loader -> loader.allow(SchemaReader::allowed))
        .schemaRegistryConfig(
            SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build());
  }

  /** The library has the meta-schemas with it; for everything else it would have to go and look. */
  private static boolean allowed(AbsoluteIri iri) {
    if (iri.toString().startsWith(META_SCHEMAS)) {
      return true;
    }
    throw new SchemaException(
        "refers to '%s', but nothing is fetched: put it under $defs and refer to #/$defs/…"
            .formatted(iri));
  }

  private static Dialect dialect() {
    return Dialect.builder(Dialects.getDraft202012())
        .unknownKeywordFactory(SchemaReader::unknownKeyword)
        .formatKeywordFactory(KnownFormats::new)
        .build();
  }

  /** A misspelt {@code maxLength} would pass for a note, and let everything pass. */
  private static @Nullable Keyword unknownKeyword(String keyword, SchemaContext context) {
    if (keyword.startsWith("x-")) {
      return null;
    }
    throw new SchemaException(
        "keyword '%s' is unknown; notes of your own begin with x-".formatted(keyword));
  }

  /** As with keywords: a misspelt format would let everything pass. */
  private static final class KnownFormats extends FormatKeyword {

    private final Map<String, Format> known;

    KnownFormats(Map<String, Format> known) {
      super(known);
      this.known = known;
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location, JsonNode format, Schema parent, SchemaContext context) {
      if (!known.containsKey(format.asString(""))) {
        throw new SchemaException("format '%s' is unknown".formatted(format.asString("")));
      }
      return super.newValidator(location, format, parent, context);
    }
  }
}
