/** What systems that speak TMF640 report by themselves, so that nobody has to ask them hourly. */
@NullMarked
package dev.turnup.api.tmf640;

import org.jspecify.annotations.NullMarked;
