package dev.turnup.standalone.simulator;

import java.time.Duration;
import java.util.Optional;

/** The device that waits for a released profile, if the profile's ICCID says what it does. */
final class Device {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(20);
  private static final Duration TO_INSTALL = Duration.ofSeconds(1);

  private final Profiles profiles;
  private final ProgressNotifier notifier;
  private final Background background;

  Device(Profiles profiles, ProgressNotifier notifier, Background background) {
    this.profiles = profiles;
    this.notifier = notifier;
    this.background = background;
  }

  /** Is told of it as often as it may have been released: what it did it does not do again. */
  void sees(Profile profile) {
    Optional<Scenario> script = Script.ofIccid(profile.iccid(), Script.DEVICE);
    if (profile.state() != ProfileState.RELEASED || script.isEmpty()) {
      return;
    }
    String iccid = profile.iccid();
    switch (script.get()) {
      case DOWNLOADED ->
          move(iccid, ProfileState.RELEASED, ProfileState.DOWNLOADED)
              .ifPresent(out -> background.after(Duration.ZERO, () -> notifier.downloaded(out, 1)));
      case INSTALLED -> downloadAndInstall(iccid, SOON, 1);
      case INSTALLED_LATE -> downloadAndInstall(iccid, LATE, 1);
      case INSTALLED_DOUBLED -> downloadAndInstall(iccid, SOON, 2);
      case INSTALLED_EARLY -> {
        download(iccid, 1);
        install(iccid, 1);
      }
      case INSTALLED_UNORDERED -> background.after(SOON, () -> tellInTheWrongOrder(iccid));
      case INSTALL_FAILED -> background.after(SOON, () -> refuse(iccid));
      default -> {
        // The other scenarios are not about the device.
      }
    }
  }

  private void downloadAndInstall(String iccid, Duration delay, int times) {
    background.after(
        delay,
        () -> {
          download(iccid, times);
          background.after(TO_INSTALL, () -> install(iccid, times));
        });
  }

  private void download(String iccid, int times) {
    move(iccid, ProfileState.RELEASED, ProfileState.DOWNLOADED)
        .ifPresent(profile -> notifier.downloaded(profile, times));
  }

  private void install(String iccid, int times) {
    move(iccid, ProfileState.DOWNLOADED, ProfileState.INSTALLED)
        .ifPresent(profile -> notifier.installed(profile, times));
  }

  private void tellInTheWrongOrder(String iccid) {
    move(iccid, ProfileState.RELEASED, ProfileState.INSTALLED)
        .ifPresent(
            profile -> {
              notifier.installed(profile, 1);
              background.after(TO_INSTALL, () -> notifier.downloaded(profile, 1));
            });
  }

  private void refuse(String iccid) {
    move(iccid, ProfileState.RELEASED, ProfileState.ERROR).ifPresent(notifier::refused);
  }

  private Optional<Profile> move(String iccid, ProfileState from, ProfileState to) {
    return profiles.move(iccid, from, to);
  }
}
