/** What an SM-DP+ reports by itself of a profile's way to its device (GSMA SGP.22, ES2+). */
@NullMarked
package dev.turnup.api.esim;

import org.jspecify.annotations.NullMarked;
