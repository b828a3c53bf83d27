@NullMarked
package dev.turnup.activities;

import org.jspecify.annotations.NullMarked;
