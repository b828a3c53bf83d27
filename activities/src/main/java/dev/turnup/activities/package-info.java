/**
 * The hands: what the story asks of the world, done over HTTP. Only the worker enters, by the
 * public configuration of each package.
 */
@NullMarked
package dev.turnup.activities;

import org.jspecify.annotations.NullMarked;
