/**
 * The configured plans: which service types there are, and what is done for each operation on them.
 */
@NullMarked
package dev.turnup.api.plan;

import org.jspecify.annotations.NullMarked;
