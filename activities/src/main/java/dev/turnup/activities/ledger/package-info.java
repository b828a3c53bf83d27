/** Looking up, on the Temporal server, which outcomes were told. */
@NullMarked
package dev.turnup.activities.ledger;

import org.jspecify.annotations.NullMarked;
