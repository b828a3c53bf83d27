package dev.turnup.api.docs;

import dev.turnup.api.problem.Problem;
import dev.turnup.workflows.operation.CorrelationId;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
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
  OpenApiCustomizer answersAndCallbacks() {
    return api -> {
      AnswerDocs.addTo(api);
      CallbackDocs.addTo(api);
    };
  }

  @Bean
  OperationCustomizer correlationIds() {
    return (operation, handler) -> {
      operation.addParametersItem(
          new HeaderParameter()
              .name(CorrelationId.HEADER)
              .description("The id of the operation; minted if missing, echoed on every answer")
              .schema(new UUIDSchema()));
      return operation;
    };
  }
}
