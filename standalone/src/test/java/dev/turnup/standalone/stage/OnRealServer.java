package dev.turnup.standalone.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Needs the {@code temporal} program, on the PATH or named by {@code TEMPORAL_PROGRAM}. Without it
 * the tests are skipped; with {@code TURNUP_REAL_SERVER=required} they fail. Constructors may ask
 * for a {@link Stage}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({RealServerCondition.class, StageExtension.class})
public @interface OnRealServer {

  /**
   * Whether the tests end workers and servers. They have a stage of their own, one after the other,
   * and see to it that there is a worker if they want one.
   */
  boolean perilous() default false;
}
