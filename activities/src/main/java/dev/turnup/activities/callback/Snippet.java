package dev.turnup.activities.callback;

import dev.turnup.activities.http.HttpAnswer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of what a receiver answered, for partners and operators to see: text only, without
 * what might be a secret, a number or address of somebody, or a trick to play on a screen.
 */
final class Snippet {

  private static final int LONGEST = 200;
  private static final String MASK = "***";

  private static final Pattern SHOWN =
      Pattern.compile("text/[\\w.+-]+|application/([\\w.-]+\\+)?json", Pattern.CASE_INSENSITIVE);

  /** Control and format characters, such as those that turn the direction of writing. */
  private static final Pattern NOT_TO_SHOW = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]+");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /**
   * On any stack, and in time that grows with the length alone, as it is receivers who answer: what
   * repeats a group is possessive, as all else recurses for each repetition, and what may search in
   * vain begins where its characters begin, and not at each of them.
   */
  private static final List<Pattern> MASKED =
      List.of(
          Pattern.compile("(?i)\\b(bearer|basic|digest)\\s+[^\\s\"',<>]+"),
          Pattern.compile(
              "(?i)(?<=(authorization|password|passwd|secret|token|api[-_]?key|signature|cookie)"
                  + "\\\\?[\"']?\\s{0,2}[:=]\\s{0,2})\\\\?[\"']?[^\\s\"',}<>]+"),
          Pattern.compile("wh(sec|sk|pk)_\\S*"),
          Pattern.compile("\\beyJ[\\w-][\\w.-]*"),
          Pattern.compile("(?<![^\\s@\"'<>:=])[^\\s@\"'<>:=]+@[^\\s@\"'<>]+"),
          // Such as keys, ids and hashes: long, with letters and digits.
          Pattern.compile("(?<![\\w+/-])(?=[\\w+/-]*\\p{Nd})(?=[\\w+/-]*\\p{L})[\\w+/-]{20,}=*"),
          // Phone, card and subscriber numbers, also if they are written in groups.
          Pattern.compile("\\p{Nd}(?:[ ./()-]{0,2}\\p{Nd}){5,}+"));

  private Snippet() {}

  /** Null if there is nothing that can be shown. */
  static @Nullable String of(HttpAnswer answer) {
    if (!isShown(answer.contentType())) {
      return null;
    }
    String text = NOT_TO_SHOW.matcher(SPACES.matcher(answer.body()).replaceAll(" ")).replaceAll("");
    for (Pattern secret : MASKED) {
      text = secret.matcher(text).replaceAll(MASK);
    }
    text = text.strip();
    if (text.isEmpty()) {
      return null;
    }
    int end = Math.min(text.codePointCount(0, text.length()), LONGEST);
    return text.substring(0, text.offsetByCodePoints(0, end));
  }

  private static boolean isShown(@Nullable String contentType) {
    return contentType != null
        && SHOWN.matcher(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)).matches();
  }
}
