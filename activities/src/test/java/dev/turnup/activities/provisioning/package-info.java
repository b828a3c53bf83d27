@NullMarked
package dev.turnup.activities.provisioning;

import org.jspecify.annotations.NullMarked;
