/** The numbers of the trade and their check digits. */
@NullMarked
package dev.turnup.workflows.identifier;

import org.jspecify.annotations.NullMarked;
