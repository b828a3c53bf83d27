/**
 * ES2+, the interface from an operator to an SM-DP+, which keeps eSIM profiles (GSMA SGP.22 v2.2,
 * sections 5.3 and 6). Who configures systems enters by {@link
 * dev.turnup.activities.es2plus.Es2PlusSystem}.
 */
@NullMarked
package dev.turnup.activities.es2plus;

import org.jspecify.annotations.NullMarked;
