package dev.turnup.api.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the catalogue to programs that would rather not read. */
@Tag(name = "Catalogue")
@RestController
class CatalogueController {

  @Operation(summary = "All codes, and what to do about each")
  @GetMapping(path = "/v3/codes", produces = MediaType.APPLICATION_JSON_VALUE)
  Catalogue codes() {
    return Catalogue.whole();
  }
}
