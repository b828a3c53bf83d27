package dev.turnup.api.correlation;

import dev.turnup.api.problem.InvalidRequest;
import dev.turnup.workflows.operation.CorrelationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses requests whose correlation id is malformed; after security, which comes first. */
@Configuration(proxyBeanMethods = false)
class CorrelationIdCheck implements WebMvcConfigurer, HandlerInterceptor {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/v3/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (Boolean.TRUE.equals(request.getAttribute(RequestCorrelation.MALFORMED))) {
      throw InvalidRequest.because(
          CorrelationId.HEADER, "must be one UUID, such as 8-4-4-4-12 hex digits");
    }
    return true;
  }
}
