/** Operations: starting one, looking one up, stopping it. */
@NullMarked
package dev.turnup.api.operation;

import org.jspecify.annotations.NullMarked;
