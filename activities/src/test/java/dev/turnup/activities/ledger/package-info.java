@NullMarked
package dev.turnup.activities.ledger;

import org.jspecify.annotations.NullMarked;
