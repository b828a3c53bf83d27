/** Whether a partner's callback URLs may be called, judged while the partner waits. */
@NullMarked
package dev.turnup.api.receiver;

import org.jspecify.annotations.NullMarked;
