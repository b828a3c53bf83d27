package dev.turnup.api.docs;

import dev.turnup.api.problem.Problem;
import dev.turnup.api.problem.ProblemCode;
import dev.turnup.workflows.operation.CorrelationId;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the controllers share and do not say one by one. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String BEARER = "bearer";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Turnup")
                .version("3")
                .description(
                    "Create services and change their devices. The answer 202 means that the request"
                        + " is durable; the outcome comes as one POST to callback_success_url or"
                        + " callback_error_url, never both."))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")))
        .addSecurityItem(new SecurityRequirement().addList(BEARER));
  }

  @Bean
  OpenApiCustomizer problemSchemas() {
    return api ->
        ModelConverters.getInstance(true)
            .readAll(Problem.class)
            .forEach(api.getComponents()::addSchemas);
  }

  @Bean
  OperationCustomizer correlationAndProblems() {
    return (operation, handler) -> {
      operation.addParametersItem(
          new HeaderParameter()
              .name(CorrelationId.HEADER)
              .description("The id of the operation; minted if missing, echoed on every answer")
              .schema(new UUIDSchema()));
      Map<Integer, String> titles = new TreeMap<>();
      for (ProblemCode code : ProblemCode.values()) {
        titles.merge(code.status().value(), code.name(), (one, other) -> one + ", " + other);
      }
      titles.forEach(
          (status, codes) ->
              operation
                  .getResponses()
                  .addApiResponse(
                      status.toString(),
                      new ApiResponse()
                          .description(codes)
                          .addHeaderObject(
                              CorrelationId.HEADER, new Header().schema(new UUIDSchema()))
                          .content(
                              new Content()
                                  .addMediaType(
                                      "application/problem+json",
                                      new MediaType()
                                          .schema(
                                              new Schema<>()
                                                  .$ref("#/components/schemas/Problem"))))));
      return operation;
    };
  }
}
