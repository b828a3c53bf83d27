package dev.turnup.worker;

import dev.turnup.workflows.operation.OperationAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Whether the server is there and the namespace is as operations need it. */
final class NamespaceCheck {

  private static final long PATIENCE_SECONDS = 5;

  /** A readiness probe that waits for the answer has little patience itself. */
  private static final long PROBE_SECONDS = 1;

  private final WorkflowClient temporal;

  NamespaceCheck(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** What is in the way of starting, with the next move; empty if nothing is. */
  Optional<String> obstacle() {
    String namespace = temporal.getOptions().getNamespace();
    try {
      temporal
          .getWorkflowServiceStubs()
          .blockingStub()
          .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      return missingAttributes(namespace);
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.NOT_FOUND
          ? Optional.of("Temporal has no namespace '" + namespace + "'")
          : unreachable(e);
    }
  }

  /** Why nothing can be had of the server just now; empty if it answers. */
  Optional<String> silence() {
    try {
      temporal
          .getWorkflowServiceStubs()
          .blockingStub()
          .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return unreachable(e);
    }
  }

  private static Optional<String> unreachable(StatusRuntimeException e) {
    return Optional.of("Temporal cannot be reached (" + e.getStatus().getCode() + ")");
  }

  private Optional<String> missingAttributes(String namespace) {
    WorkflowServiceStubs stubs = temporal.getWorkflowServiceStubs();
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                // The channel alone carries no credentials.
                .setHeaders(stubs.getOptions().getHeaders())
                .setGrpcMetadataProviders(stubs.getOptions().getGrpcMetadataProviders())
                .setGrpcClientInterceptors(stubs.getOptions().getGrpcClientInterceptors())
                .validateAndBuildWithDefaults());
    Map<String, IndexedValueType> known;
    try {
      known =
          operator
              .blockingStub()
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          || e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
        // The in-memory server cannot list them, Temporal Cloud does not let everybody.
        return Optional.empty();
      }
      return unreachable(e);
    }
    String missing =
        OperationAttributes.ALL.stream()
            .filter(key -> known.get(key.getName()) != key.getValueType())
            .map(key -> "--name " + key.getName() + " --type Keyword")
            .collect(Collectors.joining(" "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "search attributes are missing; create them with: temporal operator search-attribute"
                + " create --namespace "
                + namespace
                + " "
                + missing);
  }
}
