@NullMarked
package dev.turnup.api.esim;

import org.jspecify.annotations.NullMarked;
