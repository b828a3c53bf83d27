/**
 * The correlation id of every request: taken or minted, echoed on every answer, in every log line.
 */
@NullMarked
package dev.turnup.api.correlation;

import org.jspecify.annotations.NullMarked;
