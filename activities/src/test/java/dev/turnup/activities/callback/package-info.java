@NullMarked
package dev.turnup.activities.callback;

import org.jspecify.annotations.NullMarked;
