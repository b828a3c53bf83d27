/**
 * One way out over HTTP for all hands: bounded in time and in what is read, and never redirected.
 */
@NullMarked
package dev.turnup.activities.http;

import org.jspecify.annotations.NullMarked;
