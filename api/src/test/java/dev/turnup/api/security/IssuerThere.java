package dev.turnup.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.Desk;
import dev.turnup.api.Token;
import org.junit.jupiter.api.Test;

/** Whoever issues the tokens shows the keys that it signs them with. */
abstract class IssuerThere {

  private final Desk desk;
  private final Token issued;

  /**
   * An api that asks the issuer.
   *
   * @param issued a token that is valid there
   */
  IssuerThere(Desk desk, Token issued) {
    this.desk = desk;
    this.issued = issued;
  }

  @Test
  void letsInWhomItHasGivenAToken() {
    assertThat(codes(issued).status()).isEqualTo(200);
  }

  @Test
  void answers401ForATokenThatIsMeantForOthers() {
    isUnauthorized(issued.with("aud", "other"));
  }

  @Test
  void answers401ForATokenOfAnotherKey() {
    isUnauthorized(issued.signedByAnotherKey());
  }

  final void isUnauthorized(Token token) {
    codes(token).isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  private Answer codes(Token token) {
    return desk.get("/v3/codes").as(token).send();
  }
}
