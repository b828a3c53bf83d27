package dev.turnup.api.correlation;

/**
 * The request attributes in which the correlation id travels from the filter to the controllers.
 */
public final class RequestCorrelation {

  /** The {@link dev.turnup.workflows.operation.CorrelationId} of the request; always there. */
  public static final String ID = "dev.turnup.correlation-id";

  /** Whether the caller sent one that is not a UUID, a {@link Boolean}. */
  static final String MALFORMED = "dev.turnup.correlation-id-malformed";

  private RequestCorrelation() {}
}
