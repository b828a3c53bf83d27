@NullMarked
package dev.turnup.api.receiver;

import org.jspecify.annotations.NullMarked;
