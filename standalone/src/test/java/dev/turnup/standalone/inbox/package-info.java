@NullMarked
package dev.turnup.standalone.inbox;

import org.jspecify.annotations.NullMarked;
