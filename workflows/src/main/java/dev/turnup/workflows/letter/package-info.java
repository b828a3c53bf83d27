/** What one run tells another. */
@NullMarked
package dev.turnup.workflows.letter;

import org.jspecify.annotations.NullMarked;
