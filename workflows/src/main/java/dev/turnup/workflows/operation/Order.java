package dev.turnup.workflows.operation;

import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.ServiceType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a partner asked for, and how it is to be carried out. Goes into the workflow as it is. */
public sealed interface Order permits CreateServiceOrder, UpdateServiceDeviceOrder {

  /** What is to be done. */
  OperationType type();

  /** Who asked, by the name in the token. */
  String partner();

  /** The kind of service. */
  ServiceType serviceType();

  /** The service; null if provisioning is to assign it. */
  @Nullable String serviceId();

  /** Where the outcome is told. */
  CallbackAddresses callbacks();

  /** What is done, in which order. */
  Plan plan();

  /** Whether first attempts may run as local activities. */
  boolean localFirst();

  /** What the partner said, for the back ends, in the names of the API. */
  Map<String, Object> asTold();
}
