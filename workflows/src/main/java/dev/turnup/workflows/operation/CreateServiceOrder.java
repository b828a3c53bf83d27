package dev.turnup.workflows.operation;

import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.ServiceType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order to create a service.
 *
 * @param serviceDetails what the partner said of the service, as it was said
 */
public record CreateServiceOrder(
    String partner,
    ServiceType serviceType,
    @Nullable String serviceId,
    Map<String, Object> serviceDetails,
    CallbackAddresses callbacks,
    Plan plan,
    boolean localFirst)
    implements Order {

  @Override
  public OperationType type() {
    return OperationType.CREATE_SERVICE;
  }

  @Override
  public Map<String, Object> asTold() {
    Map<String, Object> told = new LinkedHashMap<>();
    if (serviceId != null) {
      told.put("service_id", serviceId);
    }
    told.put("service_details", serviceDetails);
    return told;
  }
}
