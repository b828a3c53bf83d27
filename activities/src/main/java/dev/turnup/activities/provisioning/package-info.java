/** The operator's systems over plain HTTP and JSON, one configured back end each. */
@NullMarked
package dev.turnup.activities.provisioning;

import org.jspecify.annotations.NullMarked;
