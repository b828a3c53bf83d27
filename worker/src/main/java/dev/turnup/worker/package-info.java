/**
 * The engine room: registers workflows and activities with Temporal, starts them when the server is
 * there and drains them before the process ends. Wiring only.
 */
@NullMarked
package dev.turnup.worker;

import org.jspecify.annotations.NullMarked;
