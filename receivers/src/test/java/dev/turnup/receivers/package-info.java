@NullMarked
package dev.turnup.receivers;

import org.jspecify.annotations.NullMarked;
