/**
 * The configured JSON Schemas: what the details of a request may carry, per service type and, for a
 * new device, per category. Compiled when the api starts, checked at the door, shown to partners.
 */
@NullMarked
package dev.turnup.api.schema;

import org.jspecify.annotations.NullMarked;
