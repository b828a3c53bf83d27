package dev.turnup.api.receiver;

import dev.turnup.api.problem.InvalidRequest;
import dev.turnup.api.problem.Problem.FieldError;
import dev.turnup.receivers.ReceiverRules;
import dev.turnup.workflows.callback.CallbackAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the callback URLs of requests. Only the sender can keep a callback from a wrong address,
 * as names change theirs; here a mistake is told while there is somebody to tell it to. So whatever
 * cannot be found out now passes.
 */
public final class CallbackUrls {

  private static final String MISSING = "MISSING CALLBACK URL";
  private static final String NOT_ALLOWED = "CALLBACK URL NOT ALLOWED";

  private final ReceiverRules rules;
  private final @Nullable KnownAddresses addresses;

  /**
   * @param addresses what names resolve to; null to judge them by their text alone
   */
  CallbackUrls(ReceiverRules rules, @Nullable KnownAddresses addresses) {
    this.rules = rules;
    this.addresses = addresses;
  }

  /**
   * What came of judging the two URLs of a request.
   *
   * @param addresses the URLs, if there is no error
   * @param title what the refusal is to be headed with; null if there is no error
   */
  public record Judgement(
      CallbackAddresses addresses, List<FieldError> errors, @Nullable String title) {

    /**
     * The URLs.
     *
     * @throws InvalidRequest if there is an error
     */
    public CallbackAddresses orThrow() {
      if (title != null) {
        throw InvalidRequest.because(errors).titled(title);
      }
      return addresses;
    }
  }

  /** Judges both, which have to be there. */
  public Judgement judge(String partner, @Nullable String success, @Nullable String error) {
    List<FieldError> errors = new ArrayList<>();
    CallbackAddresses addresses =
        new CallbackAddresses(
            judge("callback_success_url", partner, success, errors),
            judge("callback_error_url", partner, error, errors));
    if (errors.isEmpty()) {
      return new Judgement(addresses, errors, null);
    }
    return new Judgement(
        addresses, errors, isMissing(success) || isMissing(error) ? MISSING : NOT_ALLOWED);
  }

  private URI judge(String field, String partner, @Nullable String url, List<FieldError> errors) {
    if (url == null || isMissing(url)) {
      errors.add(new FieldError(field, "is required"));
      return URI.create("");
    }
    Optional<String> complaint = complaint(partner, url);
    complaint.ifPresent(words -> errors.add(new FieldError(field, words)));
    return complaint.isPresent() ? URI.create("") : URI.create(url);
  }

  private static boolean isMissing(@Nullable String url) {
    return url == null || url.isBlank();
  }

  /**
   * What is wrong with a URL of this partner's, and what is expected; empty if nothing is, and then
   * it is a {@link URI}. Quotes nothing of it.
   */
  Optional<String> complaint(String partner, String url) {
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL such as https://callbacks.partner.example/ok, in ASCII");
    }
    return rules.complaint(partner, address).or(() -> complaintAboutAddresses(partner, address));
  }

  private Optional<String> complaintAboutAddresses(String partner, URI address) {
    if (addresses == null) {
      return Optional.empty();
    }
    List<InetAddress> found = addresses.of(address.getHost());
    return found.isEmpty() || found.stream().anyMatch(each -> rules.allows(partner, each))
        ? Optional.empty()
        : Optional.of("must be at a host with a public IP address");
  }
}
