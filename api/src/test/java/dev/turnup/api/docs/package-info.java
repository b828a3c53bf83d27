@NullMarked
package dev.turnup.api.docs;

import org.jspecify.annotations.NullMarked;
