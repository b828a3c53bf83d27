package dev.turnup.activities.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.payload.DurableJson;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Temporal server that has found what it was told, as the one in memory finds nothing. */
final class FakeServer extends WorkflowServiceGrpc.WorkflowServiceImplBase
    implements AutoCloseable {

  /** A run that it knows. */
  record Run(
      String type,
      String id,
      WorkflowExecutionStatus status,
      Instant begun,
      @Nullable String callbackError,
      @Nullable URI address) {

    /** The same, and its memo says that it was sent there. */
    Run sentTo(String where) {
      return new Run(type, id, status, begun, callbackError, URI.create(where));
    }

    private WorkflowExecutionInfo info() {
      WorkflowExecutionInfo.Builder info =
          WorkflowExecutionInfo.newBuilder()
              .setType(WorkflowType.newBuilder().setName(type))
              // No two runs of an id begin at the same time.
              .setExecution(
                  WorkflowExecution.newBuilder().setWorkflowId(id).setRunId(begun.toString()))
              .setStatus(status)
              .setStartTime(Timestamp.newBuilder().setSeconds(begun.getEpochSecond()));
      if (callbackError != null) {
        Payload keyword =
            DefaultDataConverter.STANDARD_INSTANCE
                .toPayload(callbackError)
                .orElseThrow()
                .toBuilder()
                .putMetadata("type", ByteString.copyFromUtf8("Keyword"))
                .build();
        info.setSearchAttributes(
            SearchAttributes.newBuilder()
                .putIndexedFields(OperationAttributes.CALLBACK_ERROR.getName(), keyword));
      }
      if (address != null) {
        CallbackNotice notice =
            new CallbackNotice(id, "msg_1", "acme", address, "SERVICE_CREATED", "created", "1");
        CallbackReport report =
            new CallbackReport(
                CallbackState.UNDELIVERABLE, notice, 1, List.of(), null, List.of(), null);
        info.setMemo(
            Memo.newBuilder()
                .putFields(
                    OperationMemo.CALLBACK,
                    DurableJson.dataConverter().toPayload(report).orElseThrow()));
      }
      return info.build();
    }
  }

  final List<ListWorkflowExecutionsRequest> searches = new ArrayList<>();
  private final Deque<ListWorkflowExecutionsResponse> pages = new ArrayDeque<>();
  private final Map<String, Run> latest = new LinkedHashMap<>();
  private final Server server;
  private final ManagedChannel channel;
  private final WorkflowServiceStubs stubs;

  FakeServer() {
    String name = InProcessServerBuilder.generateName();
    try {
      server = InProcessServerBuilder.forName(name).addService(this).build().start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
  }

  WorkflowClient client() {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder().setDataConverter(DurableJson.dataConverter()).build());
  }

  /** The next search finds these. */
  void finds(String nextPage, Run... runs) {
    ListWorkflowExecutionsResponse.Builder page =
        ListWorkflowExecutionsResponse.newBuilder()
            .setNextPageToken(ByteString.copyFromUtf8(nextPage));
    for (Run run : runs) {
      page.addExecutions(run.info());
    }
    pages.add(page.build());
  }

  /** This is the latest run of its id. */
  void knows(Run run) {
    latest.put(run.id(), run);
  }

  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
    answer.onNext(GetSystemInfoResponse.getDefaultInstance());
    answer.onCompleted();
  }

  @Override
  public void listWorkflowExecutions(
      ListWorkflowExecutionsRequest request,
      StreamObserver<ListWorkflowExecutionsResponse> answer) {
    searches.add(request);
    answer.onNext(pages.remove());
    answer.onCompleted();
  }

  @Override
  public void describeWorkflowExecution(
      DescribeWorkflowExecutionRequest request,
      StreamObserver<DescribeWorkflowExecutionResponse> answer) {
    Run run = latest.get(request.getExecution().getWorkflowId());
    if (run == null) {
      answer.onError(Status.NOT_FOUND.asRuntimeException());
      return;
    }
    answer.onNext(
        DescribeWorkflowExecutionResponse.newBuilder()
            .setWorkflowExecutionInfo(run.info())
            .build());
    answer.onCompleted();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    channel.shutdownNow();
    server.shutdownNow();
  }
}
