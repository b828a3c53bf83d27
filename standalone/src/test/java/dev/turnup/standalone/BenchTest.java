package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that measure are run from their sources, so that nothing else compiles them. */
class BenchTest {

  private static final Path BENCH = Path.of("..", "bench");

  @ParameterizedTest
  @ValueSource(strings = {"Benchmark.java", "OneOutcome.java"})
  void compilesWithoutAWarning(String program, @TempDir Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("--release", "21", "-Xlint:all", "-Werror", "-d", classes.toString()),
                  null,
                  files.getJavaFileObjects(BENCH.resolve(program)))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }
}
