package dev.turnup.workflows.operation;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/**
 * The search attributes by which operators find runs. All are keywords and none is personal data:
 * they are not encrypted, and everybody who may list workflows sees them. The service id is not
 * among them, as for mobile services it is a telephone number.
 */
public final class OperationAttributes {

  /** Which kind of service: is it only TV that fails tonight? */
  public static final SearchAttributeKey<String> SERVICE_TYPE =
      SearchAttributeKey.forKeyword("ServiceType");

  /** What was asked for, an {@link OperationType}. */
  public static final SearchAttributeKey<String> OPERATION =
      SearchAttributeKey.forKeyword("Operation");

  /** Who asked: whom do we have to call? */
  public static final SearchAttributeKey<String> PARTNER = SearchAttributeKey.forKeyword("Partner");

  /** How it ended, an {@link OutcomeCode}; absent until that is decided. */
  public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("Outcome");

  /** Whether the partner knows, a {@link CallbackState}; absent until the outcome is decided. */
  public static final SearchAttributeKey<String> CALLBACK_STATE =
      SearchAttributeKey.forKeyword("CallbackState");

  /** Whose receiver its callback goes to, a {@link dev.turnup.workflows.callback.CallbackHost}. */
  public static final SearchAttributeKey<String> CALLBACK_HOST =
      SearchAttributeKey.forKeyword("CallbackHost");

  /** Why the latest attempt to tell it failed, a {@link CallbackError}; absent if none did. */
  public static final SearchAttributeKey<String> CALLBACK_ERROR =
      SearchAttributeKey.forKeyword("CallbackError");

  /** What it waits for, a {@link WaitingFor}: who has to do something now? Absent if nothing. */
  public static final SearchAttributeKey<String> WAITING_FOR =
      SearchAttributeKey.forKeyword("WaitingFor");

  /** All of them. They must exist on the server before the first operation is started. */
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(
          SERVICE_TYPE,
          OPERATION,
          PARTNER,
          OUTCOME,
          CALLBACK_STATE,
          CALLBACK_HOST,
          CALLBACK_ERROR,
          WAITING_FOR);

  private OperationAttributes() {}
}
