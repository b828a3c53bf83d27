@NullMarked
package dev.turnup.api.tmf640;

import org.jspecify.annotations.NullMarked;
