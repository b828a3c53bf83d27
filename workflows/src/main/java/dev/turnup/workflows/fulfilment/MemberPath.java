package dev.turnup.workflows.fulfilment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something is said in an order, such as {@code service_details.stb.ports[0]}.
 *
 * @param details the member of the order that holds it
 * @param steps the way from there: names of members, and places in lists in brackets; a name first
 */
record MemberPath(String details, List<String> steps) {

  private static final String NAME = "\\.[A-Za-z0-9_-]{1,64}";
  private static final String PLACE = "\\[[0-9]{1,4}]";
  private static final Pattern STEP = Pattern.compile(NAME + "|" + PLACE);
  private static final Pattern PATH =
      Pattern.compile(
          "(service_details|new_service_device_details)(" + NAME + "(?:" + STEP + ")*)");

  /** Empty if it is no such path. */
  static Optional<MemberPath> of(@Nullable String text) {
    Matcher path = PATH.matcher(text == null ? "" : text);
    if (!path.matches()) {
      return Optional.empty();
    }
    List<String> steps =
        STEP.matcher(path.group(2))
            .results()
            .map(MatchResult::group)
            .map(step -> step.startsWith(".") ? step.substring(1) : step)
            .toList();
    return Optional.of(new MemberPath(path.group(1), steps));
  }

  /** The member of the details in which it is, or that it is. */
  String member() {
    return steps.getFirst();
  }

  /** The name of what is said there; its place, if it is one of a list. */
  String name() {
    return steps.getLast();
  }

  /**
   * The details with this said there instead; what was handed in stays as it is. A member that is
   * not there yet is added.
   *
   * @throws IllegalArgumentException if the way to it is not there
   */
  Map<String, Object> changed(@Nullable Object all, Object value) {
    Map<String, Object> changed = members(all, 0);
    changed.put(member(), changed(changed.get(member()), 1, value));
    return changed;
  }

  private Object changed(@Nullable Object before, int done, Object value) {
    if (done == steps.size()) {
      return value;
    }
    String step = steps.get(done);
    if (!step.startsWith("[")) {
      Map<String, Object> members = members(before, done);
      members.put(step, changed(members.get(step), done + 1, value));
      return members;
    }
    int place = Integer.parseInt(step.substring(1, step.length() - 1));
    if (!(before instanceof List<?> list) || place >= list.size()) {
      throw leadsNowhere(done, "a list with such a place");
    }
    List<Object> places = new ArrayList<>(list);
    places.set(place, changed(list.get(place), done + 1, value));
    return places;
  }

  private Map<String, Object> members(@Nullable Object before, int done) {
    if (!(before instanceof Map<?, ?> map)) {
      throw leadsNowhere(done, "an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> members.put(String.valueOf(name), value));
    return members;
  }

  private IllegalArgumentException leadsNowhere(int done, String expected) {
    return new IllegalArgumentException(
        "field: expected before '%s' %s, which the order does not have; correct the whole of '%s'"
            .formatted(steps.get(done), expected, member()));
  }
}
