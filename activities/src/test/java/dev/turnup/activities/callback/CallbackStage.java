package dev.turnup.activities.callback;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.HostNames;
import dev.turnup.receivers.ReceiverRules;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.payload.DurableJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** A sender and all around it, for a lab: any address will do, unless a test says otherwise. */
final class CallbackStage implements AutoCloseable {

  final SettableClock clock = new SettableClock();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
  final FakeSuspensions suspensions = new FakeSuspensions();
  ReceiverRules rules = ReceiverRules.forLabs();
  HostNames names = HostNames.OF_JAVA;

  private HttpCallbackSender sender;
  private ActivityStage stage;

  /** With these settings, as {@link SettingsOf#callbacks} reads them. */
  CallbackStage(String... properties) {
    sender = sender(properties);
    stage = new ActivityStage(sender);
  }

  private HttpCallbackSender sender(String... properties) {
    return new HttpCallbackSender(
        SettingsOf.callbacks(properties),
        rules,
        suspensions,
        bundles,
        host -> names.addressesOf(host),
        meters,
        clock,
        CallSpans.NONE);
  }

  /** Another sender, as settings, rules or bundles are others now. */
  void restart(String... properties) throws IOException {
    close();
    sender = sender(properties);
    stage = new ActivityStage(sender);
  }

  /** Calls the same sender at the same time: one stage makes one call at a time. */
  ActivityStage beside() {
    return new ActivityStage(sender);
  }

  CallbackAttempt send(Notices notice) {
    return stage.durable(CallbackSender.class).sendCallback(notice.toNotice());
  }

  CallbackAttempt sendLocally(Notices notice) {
    return stage.local(CallbackSender.class).sendCallback(notice.toNotice());
  }

  /** What is known of an attempt that must fail. */
  CallbackAttempt failed(Notices notice) {
    return proofOf(failure(notice));
  }

  ApplicationFailure failure(Notices notice) {
    return ActivityStage.failureOf(() -> send(notice));
  }

  /** The same of an attempt that has so much time, and a little less for its call. */
  ApplicationFailure failureWithin(Duration time, Notices notice) {
    return ActivityStage.failureOf(
        () -> stage.durable(CallbackSender.class, time).sendCallback(notice.toNotice()));
  }

  static CallbackAttempt proofOf(ApplicationFailure failure) {
    failure.setDataConverter(DurableJson.dataConverter());
    return failure.getDetails().get(CallbackAttempt.class);
  }

  static CallbackError errorOf(ApplicationFailure failure) {
    CallbackError error = proofOf(failure).error();
    if (error == null) {
      throw new AssertionError("a failure without an error");
    }
    return error;
  }

  @Override
  public void close() throws IOException {
    stage.close();
    sender.close();
  }
}
