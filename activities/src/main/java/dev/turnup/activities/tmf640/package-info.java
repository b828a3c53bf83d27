/**
 * Systems that speak TMF640 v4, Service Activation and Configuration: services are made, changed
 * and deleted, and work that takes its time is followed by its monitor. Entered by {@link
 * dev.turnup.activities.tmf640.Tmf640System}.
 */
@NullMarked
package dev.turnup.activities.tmf640;

import org.jspecify.annotations.NullMarked;
