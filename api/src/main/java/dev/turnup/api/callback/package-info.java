/**
 * The callback as its receiver's owner sees it: what was tried, telling it again, trying a receiver
 * out.
 */
@NullMarked
package dev.turnup.api.callback;

import org.jspecify.annotations.NullMarked;
