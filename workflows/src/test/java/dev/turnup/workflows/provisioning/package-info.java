@NullMarked
package dev.turnup.workflows.provisioning;

import org.jspecify.annotations.NullMarked;
