package dev.turnup.api.operation;

import dev.turnup.api.plan.Plans;
import dev.turnup.api.receiver.CallbackUrls;
import dev.turnup.api.schema.Schemas;

/** What a request is judged by, and made an order with. */
record Terms(Plans plans, Schemas schemas, CallbackUrls callbackUrls, OperationSettings settings) {}
