package dev.turnup.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperationAttributesTest {

  private static final Path COMPOSE = Path.of("..", "docker-compose.temporal.yml");
  private static final Pattern CREATED = Pattern.compile("--name (\\w+) +--type Keyword");

  @Test
  void areCreatedOnTheServerOfTheComposeFile() throws IOException {
    List<String> names = OperationAttributes.ALL.stream().map(SearchAttributeKey::getName).toList();

    assertThat(CREATED.matcher(Files.readString(COMPOSE)).results())
        .extracting(attribute -> attribute.group(1))
        .containsExactlyInAnyOrderElementsOf(names);
  }
}
