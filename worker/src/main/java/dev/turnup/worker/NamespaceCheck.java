package dev.turnup.worker;

import dev.turnup.workflows.operation.OperationAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
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
      return Optional.of(
          e.getStatus().getCode() == Status.Code.NOT_FOUND
              ? "Temporal has no namespace '" + namespace + "'"
              : "Temporal cannot be reached (" + e.getStatus().getCode() + ")");
    }
  }

  private Optional<String> missingAttributes(String namespace) {
    WorkflowServiceStubs stubs = temporal.getWorkflowServiceStubs();
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
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
      throw e;
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
