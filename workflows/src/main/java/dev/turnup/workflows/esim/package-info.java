/**
 * What the SM-DP+ tells of a profile's way to its device (GSMA SGP.22), kept until an operation
 * asks for it. The api hands it in, the story waits for it.
 */
@NullMarked
package dev.turnup.workflows.esim;

import org.jspecify.annotations.NullMarked;
