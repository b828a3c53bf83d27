/** Operations: starting one, looking one up. The only room with a WorkflowClient. */
@NullMarked
package dev.turnup.api.operation;

import org.jspecify.annotations.NullMarked;
