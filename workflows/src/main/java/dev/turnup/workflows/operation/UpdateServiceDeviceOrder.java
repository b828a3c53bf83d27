package dev.turnup.workflows.operation;

import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.ServiceType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An order to change the device of a service.
 *
 * @param deviceId the device that is replaced
 * @param category what kind of device it is, in the spelling of the API
 * @param newServiceDeviceDetails what the partner said of the new device, as it was said
 */
public record UpdateServiceDeviceOrder(
    String partner,
    ServiceType serviceType,
    String serviceId,
    String deviceId,
    String category,
    Map<String, Object> newServiceDeviceDetails,
    CallbackAddresses callbacks,
    Plan plan,
    boolean localFirst)
    implements Order {

  @Override
  public OperationType type() {
    return OperationType.UPDATE_SERVICE_DEVICE;
  }

  @Override
  public Map<String, Object> asTold() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("service_id", serviceId);
    told.put("device_id", deviceId);
    told.put("category", category);
    told.put("new_service_device_details", newServiceDeviceDetails);
    return told;
  }
}
