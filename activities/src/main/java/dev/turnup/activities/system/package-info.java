/**
 * What one of the operator's systems is to the hands: something that does deeds, takes them back
 * and can be asked about them, whatever protocol it speaks. Protocols enter from their own
 * packages.
 */
@NullMarked
package dev.turnup.activities.system;

import org.jspecify.annotations.NullMarked;
