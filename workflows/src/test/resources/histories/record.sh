#!/usr/bin/env bash
# Records the histories that HistoriesReplayTest replays, from a real Temporal server.
#
#   record.sh             those that are not here yet
#   record.sh <name>...   these
#   record.sh --anew      all of them, for as long as nothing was released that they came from
#
# Needs the jars ('mvn package -DskipTests'), a JDK 21 or newer in JAVA_HOME or on the PATH, the 'temporal'
# program on the PATH or in TEMPORAL_PROGRAM, curl and jq. It starts a Temporal server of its own with
# standalone and two apis on it, which take other ports than usual, and ends them again. A function whose
# name begins with create-, update-, installation- or callback- is a history of that name: it orders
# something, does what operators and partners do, and says how it must end. Takes four minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../../.." && pwd)
work=$(mktemp -d)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
temporal=${TEMPORAL_PROGRAM:-temporal}
eid=89049032001234567890123456789057
at_once=8

# ---- What the histories tell -----------------------------------------------------------------------

# Taken by a system, and done later. First, as they take longest.

create-pending-monitor() {
  create mobile '{"service_id":"sim-pending-add-subscriber"}' && ends SERVICE_CREATED
}

create-pending-in-error() {
  create mobile '{"service_id":"sim-inerror-add-subscriber"}' && ends PROVISIONING_ROLLED_BACK
}

create-pending-days() {
  create tv "$fibre" && ends SERVICE_CREATED
}

create-pending-days-news() {
  create tv "$fibre" &&
    held WORLD && sleep 6 && signal SystemNews '{"step":"fibre"}' && ends SERVICE_CREATED
}

create-pending-days-cancelled() {
  create tv "$fibre" &&
    held WORLD && cancel-as-partner && ends CANCELLED
}

fibre='{"service_id":"sim-pending-await-fibre","service_details":{"ftth_work_order_id":"order-1"}}'

# All goes well.

create-success-applewatch() {
  create applewatch "{\"service_id\":\"watch-1\",\"service_details\":{\"secondary_eid\":\"$eid\"}}" &&
    ends SERVICE_CREATED
}

create-success-mobile() { create mobile '{}' && ends SERVICE_CREATED; }
create-success-tv() { create tv '{}' && ends SERVICE_CREATED; }
create-success-datasharing() { create datasharing '{"service_id":"group-1"}' && ends SERVICE_CREATED; }
create-success-security() { create security '{}' && ends SERVICE_CREATED; }
create-success-deviceinsurance() { create deviceinsurance '{}' && ends SERVICE_CREATED; }

create-success-multisim() { create multisim '{"service_id":"sim-1"}' && ends SERVICE_CREATED; }
create-success-multisim-esim() {
  create multisim "{\"service_id\":\"sim-2\",\"service_details\":{\"secondary_eid\":\"$eid\"}}" &&
    ends SERVICE_CREATED
}

update-device-success() {
  change-device mobile mobile-1 "$card" &&
    ends SERVICE_DEVICE_UPDATED
}

# A card that the customer has; any other is posted, and waited for.
card='{"category":"SIM","new_service_device_details":{"iccid":"8934011411551283144"}}'

update-device-posted() {
  change-device mobile mobile-2 '{"category":"SIM","new_service_device_details":{}}' &&
    ends SERVICE_DEVICE_UPDATED
}

# The line stays with the old card, and the parcel is of no use.
update-device-posted-refused() {
  change-device mobile sim-refuse-switch-sim '{"category":"SIM","new_service_device_details":{}}' &&
    ends UNDO_INCOMPLETE
}

update-device-esim-success() {
  change-device multisim multisim-1 \
    "{\"category\":\"eSIM\",\"new_service_device_details\":{\"eid\":\"$eid\"}}" &&
    ends SERVICE_DEVICE_UPDATED
}

# Waiting until the profile is installed, which the odd api does. What the device does is in the ICCID.

create-installation-awaited() {
  api=$odd create applewatch "$(watch 8999225000000000012)" && ends SERVICE_CREATED
}

create-installation-failed() {
  api=$odd create applewatch "$(watch 8999275000000000029)" && ends PROVISIONING_ROLLED_BACK
}

create-installation-cancelled() {
  api=$odd create applewatch "{\"service_id\":\"watch-2\",\"service_details\":{\"secondary_eid\":\"$eid\"}}" &&
    held WORLD && cancel-as-partner && ends CANCELLED
}

# Told of the download first, after which the partner cannot cancel.
create-installation-downloaded() {
  api=$odd create applewatch "$(watch 8999225000000000053)" && ends SERVICE_CREATED
}

update-device-installation-awaited() {
  api=$odd change-device mobile mobile-3 \
    "{\"category\":\"eSIM\",\"new_service_device_details\":{\"eid\":\"$eid\",\"iccid\":\"8999225000000000038\"}}" &&
    ends SERVICE_DEVICE_UPDATED
}

# The letter box of a profile, which is a run of its own: as it was before operations were told of the
# download, and since.
installation-told() { tells-of 8999225000000000046; }
installation-download-told() { tells-of 8999225000000000061; }

tells-of() {
  api=$odd create applewatch "$(watch "$1")" && comes-to SERVICE_CREATED &&
    box=esim-$(printf '%s|%s' "$1" "$eid" | sha256sum | cut -d ' ' -f 1) &&
    writes-down "$box"
}

watch() {
  echo "{\"service_id\":\"watch-$1\",\"service_details\":{\"secondary_eid\":\"$eid\",\"secondary_iccid\":\"$1\"}}"
}

# Without local attempts, all of it and what goes wrong.

create-plain-success() { api=$plain create mobile '{}' && ends SERVICE_CREATED; }

create-plain-refused() {
  api=$plain create mobile '{"service_id":"sim-refuse-start-charging"}' &&
    ends PROVISIONING_ROLLED_BACK
}

create-plain-held-retried() {
  api=$plain create security '{"service_id":"sim-expired-create-licence"}' &&
    held && decide RetryStep && ends SERVICE_CREATED
}

# Refused, and undone or not.

create-rejected() {
  create tv '{"service_id":"sim-refuse-open-account"}' && ends PROVISIONING_REJECTED
}

create-refused() {
  create mobile '{"service_id":"sim-refuse-start-charging"}' && ends PROVISIONING_ROLLED_BACK
}

create-undo-incomplete() {
  create mobile '{"service_id":"sim-refuse-start-charging.refuse-release-sim"}' &&
    ends UNDO_INCOMPLETE
}

create-undo-flaky() {
  create tv '{"service_id":"sim-refuse-start-charging.flaky-release-box"}' &&
    ends PROVISIONING_ROLLED_BACK
}

create-undo-held-retried() {
  create tv '{"service_id":"sim-refuse-start-charging.expired-release-box"}' &&
    held && decide RetryStep && ends PROVISIONING_ROLLED_BACK
}

create-undo-held-given-up() {
  create tv '{"service_id":"sim-refuse-start-charging.contradictory-release-box"}' &&
    held && decide GiveUp && ends UNDO_INCOMPLETE
}

create-information-missing() { api=$odd create datasharing '{}' && ends INFORMATION_MISSING; }

update-device-refused() {
  change-device mobile sim-refuse-switch-sim "$card" &&
    ends PROVISIONING_ROLLED_BACK
}

# Trouble that passes.

create-flaky() { create mobile '{"service_id":"sim-flaky-add-voice"}' && ends SERVICE_CREATED; }
create-slow() { create tv '{"service_id":"sim-slow-add-products"}' && ends SERVICE_CREATED; }

create-lost-read-back() {
  create mobile '{"service_id":"sim-lost-add-subscriber"}' && ends SERVICE_CREATED
}

create-down-retry-after() {
  create tv '{"service_id":"sim-down-open-account"}' && ends SERVICE_CREATED
}

create-callback-retried() { create mobile '{}' '?fail=1' && ends SERVICE_CREATED; }
create-callback-gone() { create mobile '{}' '?answer=410' && ends SERVICE_CREATED; }

create-callback-of-error-retried() {
  create tv '{"service_id":"sim-refuse-open-account"}' '?fail=1' &&
    ends PROVISIONING_REJECTED
}

# Stopped, by partners and operators and deadlines.

create-cancelled() {
  create mobile '{"service_id":"sim-down-add-voice"}' &&
    asked add-voice && cancel-run && ends CANCELLED
}

create-cancelled-by-partner() {
  create mobile '{"service_id":"sim-down-add-voice"}' &&
    asked add-voice && cancel-as-partner && ends CANCELLED
}

create-cancelled-while-slow() {
  api=$plain create tv '{"service_id":"sim-slow-add-products"}' &&
    asked add-products && cancel-as-partner && ends CANCELLED
}

create-cancelled-too-late() {
  create security '{"service_id":"sim-down-start-charging"}' &&
    asked start-charging && cancel-run && ends SERVICE_CREATED
}

create-deadline-passed() {
  api=$odd create tv '{"service_id":"sim-down-open-account"}' && ends TIMED_OUT
}

create-deadline-passed-while-held() {
  api=$odd create tv '{"service_id":"sim-expired-assign-box"}' && ends TIMED_OUT
}

# Held for an operator.

create-held-retried() {
  create security '{"service_id":"sim-expired-create-licence"}' &&
    held && decide RetryStep && ends SERVICE_CREATED
}

create-held-skipped() {
  create security '{"service_id":"sim-contradictory-create-licence"}' &&
    held && decide SkipStep '"result":{"licence_id":"lic-by-hand"}' && ends SERVICE_CREATED
}

# The corrected step is another deed, so it is refused for the first time again.
create-held-order-changed() {
  create mobile \
    '{"service_id":"sim-expired-reserve-sim","service_details":{"iccid":"8934011411551283144"}}' &&
    held &&
    decide ChangeOrder '"field":"service_details.iccid","value":"8934010000000000000"' &&
    decide RetryStep && sleep 1 && until-true "held again" decide RetryStep &&
    ends SERVICE_CREATED
}

create-held-given-up() {
  create tv '{"service_id":"sim-contradictory-assign-box"}' &&
    held && decide GiveUp && ends OPERATOR_NEEDED
}

create-held-too-long() {
  api=$odd create security '{"service_id":"sim-expired-create-licence"}' && ends OPERATOR_NEEDED
}

create-held-cancelled() {
  create tv '{"service_id":"sim-contradictory-assign-box"}' &&
    held && cancel-as-partner && ends CANCELLED
}

# Past the point of no return.

create-no-return-held-retried() {
  create security '{"service_id":"sim-expired-start-charging"}' &&
    held && decide RetryStep && ends SERVICE_CREATED
}

create-no-return-held-given-up() {
  create security '{"service_id":"sim-contradictory-start-charging"}' &&
    held && decide GiveUp && ends UNDO_INCOMPLETE
}

create-no-return-refused() {
  create security '{"service_id":"sim-refuse-send-activation-link"}' &&
    ends PROVISIONING_ROLLED_BACK
}

update-device-no-return-flaky() {
  change-device mobile sim-flaky-retire-sim "$card" &&
    ends SERVICE_DEVICE_UPDATED
}

create-no-return-held-cancelled() {
  create multisim '{"service_id":"sim-expired-ship-sim"}' &&
    held && cancel-as-partner && ends CANCELLED
}

# A step that must not be done twice.

create-once-lost-skipped() {
  create multisim '{"service_id":"sim-lost-ship-sim"}' &&
    held && decide SkipStep && ends SERVICE_CREATED
}

create-once-flaky() { create multisim '{"service_id":"sim-flaky-ship-sim"}' && ends SERVICE_CREATED; }

create-once-refused() {
  create multisim '{"service_id":"sim-refuse-ship-sim"}' && ends PROVISIONING_ROLLED_BACK
}

# Callbacks that do not get through at first. Those who have all of a host sent again have one of their own.

create-callback-sent-now() {
  create tv '{}' '?fail=2' && attempts 2 && decide SendCallbackNow && ends SERVICE_CREATED
}

create-callback-sent-elsewhere() {
  create tv '{}' '?answer=500' && attempts 2 &&
    decide SendCallbackNow "\"address\":\"$standalone/inbox/success\"" && ends SERVICE_CREATED
}

create-callback-marked() {
  create tv '{}' '?fail=9' && attempts 2 && decide MarkCallbackDelivered && ends SERVICE_CREATED
}

create-callback-hurried() {
  create tv '{}' '?fail=2' && attempts 2 && signal ReceiverIsBack && ends SERVICE_CREATED
}

callback-redelivery() {
  create tv '{}' && over && redeliver && writes-down "callback-redelivery-$id"
}

callback-redelivery-gone() {
  create tv '{}' '?answer=410' && over && redeliver && writes-down "callback-redelivery-$id"
}

callback-redelivery-sent-now() {
  create tv '{}' '?fail=4' && attempts 2 && decide MarkCallbackDelivered && over && redeliver &&
    until-true "redelivered in vain" status '.callback.redelivery.attempts_made >= 2' &&
    run=callback-redelivery-$id decide SendCallbackNow && writes-down "callback-redelivery-$id"
}

callback-redelivery-marked() {
  create tv '{}' '?answer=410' && over &&
    begin CallbackRedelivery "callback-redelivery-$id" \
      "{\"correlationId\":\"$id\",\"by\":\"night-shift\",\"reason\":\"recorded\",\"toldOtherwise\":true}" &&
    writes-down "callback-redelivery-$id"
}

# One that was given up, and one that waits. What is searched for appears a moment later.
callback-redeliveries() {
  at-host 127.0.0.2 &&
    create tv '{}' '?answer=410' && over && create tv '{}' '?fail=2' && attempts 2 && sleep 3 &&
    begun callback-redeliveries "{\"failed_since\":\"2026-01-01T00:00:00Z\",\"host\":\"$host\"}" &&
    writes-down "callback-redeliveries-$id"
}

callback-test() {
  begun callback-tests "{\"callback_success_url\":\"$standalone/inbox/success\",
    \"callback_error_url\":\"$standalone/inbox/error?answer=410\"}" &&
    writes-down "callback-test-$id"
}

callback-receiver-well() {
  at-host 127.0.0.3 && watched PT24H && run=$receiver signal Failed &&
    run=$receiver signal Delivered && writes-down "$receiver"
}

callback-receiver-resumed() {
  at-host 127.0.0.4 && watched PT1H && create tv '{}' '?fail=2' && attempts 2 &&
    run=$receiver signal Failed && run=$receiver until-true "resumed" decide Resume && over &&
    writes-down "$receiver"
}

callback-receiver-probed() {
  at-host 127.0.0.5 && watched PT3S && create tv '{}' '?fail=2' && attempts 2 &&
    run=$receiver signal Failed && over && writes-down "$receiver"
}

# The worker is killed in a local attempt. What these order they order before that; they go on after it.

killed="create-lost-first-task create-lost-first-task-refused create-lost-first-task-held
  create-lost-first-task-given-up"

create-lost-first-task() {
  create tv '{"service_id":"sim-slow-add-products"}' &&
    asked add-products && dies && ends SERVICE_CREATED && lost-first-task
}

create-lost-first-task-refused() {
  create tv '{"service_id":"sim-slow-add-products.refuse-start-charging"}' &&
    asked add-products && dies && ends PROVISIONING_ROLLED_BACK && lost-first-task
}

create-lost-first-task-held() {
  create tv '{"service_id":"sim-slow-add-products.expired-assign-box"}' &&
    asked add-products && dies &&
    held && decide RetryStep && ends SERVICE_CREATED && lost-first-task
}

create-lost-first-task-given-up() {
  create tv '{"service_id":"sim-slow-add-products.expired-assign-box"}' &&
    asked add-products && dies &&
    held && decide GiveUp '"untold":true' && ends OPERATOR_NEEDED && lost-first-task
}

# This one is ordered while there is no worker.

unborn="create-cancelled-before-it-began"

create-cancelled-before-it-began() {
  api=$odd create mobile '{}' &&
    cancel-run && lives && ends CANCELLED
}

# ---- What they are told with -----------------------------------------------------------------------

# <service type> <members of the request> [query of the callback addresses]; at $api, or standalone.
create() {
  order POST "/v3/$1/" "$2" "${3:-}"
}

# <service type> <service id> <members of the request>
change-device() {
  order PATCH "/v3/$1/$2/devices/device-1" "$3" ""
}

order() {
  local body
  body=$(jq -cn --argjson members "$3" --arg inbox "${inbox:-$standalone/inbox}" --arg query "$4" \
    '{service_details: {}} + $members
      | if .category then del(.service_details) else . end
      | . + {callback_success_url: ($inbox + "/success" + $query),
             callback_error_url: ($inbox + "/error" + $query)}')
  id=$(uuid)
  call "$1" "${api:-$standalone}$2" -H "Request-Correlation-Id: $id" -d "$body" > "$work/$name.answer"
}

call() {
  curl -sS --fail-with-body -X "$1" "${@:3}" -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' "$2"
}

# <what> <body>: at the api, under an id of its own.
begun() {
  id=$(uuid)
  call POST "$standalone/v3/$1" -H "Request-Correlation-Id: $id" -d "$2" > "$work/$name.answer"
}

# As an operator does. <type> <workflow id> <input>
begin() {
  "$temporal" workflow start --address "$server" --task-queue turnup-callbacks --type "$1" -w "$2" \
    --input "$3" > "$work/$name.answer" 2>&1
}

# Has callbacks sent to another address of this machine, which counts as another receiver.
at-host() {
  host=$1:${standalone##*:}
  inbox=http://$host/inbox
}

# Watches over it as over one in trouble, for whom two failures are enough. <how often to probe>
watched() {
  receiver=callback-receiver-$host
  begin Receiver "$receiver" \
    "{\"host\":\"$host\",\"suspendAfter\":\"PT1S\",\"suspendAfterFailures\":2,\"probeEvery\":\"$1\"}"
}

# Waits until so many attempts were made to tell the outcome, and another is waited for.
attempts() {
  until-true "told $1 times" status ".callback.attempts_made >= $1 and .callback.state == \"PENDING\""
}

# As soon as that may be.
redeliver() {
  until-true "redelivered" call POST "$standalone/v3/operations/$id/callback-redeliveries"
}

# Waits until a back end has been asked for the action.
asked() {
  until-true "asked for $1" sh -c \
    "curl -s '$simulator/calls?of=$id' | jq -e 'any(.[]; .action == \"$1\")'"
}

# Waits until it waits for an operator, or for what is named.
held() {
  until-true "held" status ".waiting_for == \"${1:-OPERATOR}\""
}

# <update> [more members]
decide() {
  local more=${2:+,$2}
  "$temporal" workflow update execute --address "$server" -w "${run:-$id}" --name "$1" \
    --input "{\"by\":\"night-shift\",\"reason\":\"recorded\"$more}" > "$work/$name.answer" 2>&1
}

# <signal> [content]
signal() {
  "$temporal" workflow signal --address "$server" -w "${run:-$id}" --name "$1" ${2:+--input "$2"} \
    > "$work/$name.answer" 2>&1
}

cancel-run() {
  "$temporal" workflow cancel --address "$server" -w "$id" > "$work/$name.answer" 2>&1
}

cancel-as-partner() {
  call POST "$standalone/v3/operations/$id/cancellations" > "$work/$name.answer"
}

# Says that now is the time to kill the worker, and waits until that has happened.
dies() { touch "$work/$name.ready" && until-true "killed" test -e "$work/killed"; }

# Says that the next worker may come, and waits for it.
lives() { touch "$work/$name.ready" && until-true "a worker" test -e "$work/alive"; }

# Waits for its end, which must be this one, and writes the history down.
ends() { comes-to "$1" && writes-down "$id"; }

comes-to() {
  over
  status ".outcome.code == \"$1\"" > /dev/null || { echo "$name: not $1" >&2; status . >&2; return 1; }
}

over() { until-true "over" status '.ended_at'; }

closed() {
  "$temporal" workflow describe --address "$server" -w "$1" -o json |
    jq -e '.workflowExecutionInfo.status != "WORKFLOW_EXECUTION_STATUS_RUNNING"'
}

# <workflow id>, when it is over.
writes-down() {
  until-true "closed" closed "$1"
  "$temporal" workflow show --address "$server" -w "$1" -o json --no-json-shorthand-payloads \
    > "$work/$name.json"
  # An event a line. Nothing of who recorded it: pid@host names workers and their sticky queues.
  jq -r '
    def scrubbed:
      if type == "object" then
        with_entries(
          if .key == "identity" or .key == "requestId" then .value = "recorded"
          elif .key == "stackTrace" then .value = ""
          else .value |= scrubbed end)
        | if .kind == "TASK_QUEUE_KIND_STICKY" then .name = "recorded" else . end
        | del(.workerControlTaskQueue)
      elif type == "array" then map(scrubbed)
      else . end;
    "{\"events\":[\n" + (.events | map(scrubbed | tojson) | join(",\n")) + "\n]}"
  ' "$work/$name.json" > "$work/$name.scrubbed"
  mv "$work/$name.scrubbed" "$here/$name.json"
}

# Whether the first task was what the kill has cost.
lost-first-task() {
  jq -e '.events[3].eventType == "EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT"' "$here/$name.json" > /dev/null
}

# Whether this holds of what the partner sees.
status() {
  call GET "$standalone/v3/operations/$id" 2> /dev/null | jq -e "$1"
}

# <what> <command>...
until-true() {
  local what=$1 deadline=$((SECONDS + 180))
  shift
  until "$@" > /dev/null 2>&1; do
    if [ $SECONDS -ge $deadline ]; then
      echo "$name: never $what (operation ${id:-})" >&2
      return 1
    fi
    sleep 0.3
  done
}

uuid() { cat /proc/sys/kernel/random/uuid 2> /dev/null || uuidgen | tr A-Z a-z; }

# ---- The stage -------------------------------------------------------------------------------------

processes=()
end() {
  for process in "${processes[@]}"; do kill "$process" 2> /dev/null || true; done
  wait
  rm -rf "$work"
}
trap end EXIT

free-port() {
  local port
  while port=$((RANDOM % 20000 + 20000)); do
    (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
  done
  echo "$port"
}

start() { # <log> <command>...
  "${@:2}" > "$work/$1.log" 2>&1 &
  processes+=($!)
}

run-standalone() {
  start standalone env TURNUP_HOME="$work/home" TEMPORAL_ADDRESS="$server" \
    "$java" -jar "$root"/standalone/target/turnup-standalone-*-exec.jar --server.port="${standalone##*:}" \
    --turnup.esim.progress=all --server.address=0.0.0.0 # for at-host
  worker=$!
  ready "$standalone" standalone
  until-true "welcomed" grep -q callback_error_url "$work/standalone.log"
  token=$(grep -o 'Bearer [^'"'"']*' "$work/standalone.log" | cut -d ' ' -f 2)
  simulator=$(sed -n 's|.*Simulated back ends *\(http.*\)/deeds.*|\1|p' "$work/standalone.log")
}

step() { # <number> <member>...: of a plan of our own
  for each in "${@:2}"; do echo "--turnup.plans.datasharing.create-service.steps[$1].$each"; done
}

run-api() { # <name> <address> <settings>...
  start "$1" "$java" -jar "$root"/api/target/turnup-api-*-exec.jar --server.port="${2##*:}" \
    --spring.temporal.connection.target="$server" "${@:3}" \
    --turnup.receivers.allow-http=true --turnup.receivers.allow-private=true \
    --spring.security.oauth2.resourceserver.jwt.public-key-location="file:$work/home/token-key.pem"
}

ready() { # <address> <log>
  until-true "ready" curl -sf "$1/actuator/health/readiness" || { cat "$work/$2.log" >&2; return 1; }
}

# ---- Recording -------------------------------------------------------------------------------------

name=stage
for each in "$java" "$temporal" curl jq; do
  command -v "$each" > /dev/null || { echo "'$each' is needed and was not found" >&2; exit 1; }
done
for each in api standalone; do
  ls "$root/$each"/target/turnup-*-exec.jar > /dev/null || { echo "Build the jars first." >&2; exit 1; }
done
all=$(sed -nE 's/^((create|update|installation|callback)-[a-z-]+)\(\).*/\1/p' "$here/record.sh")
case ${1:-} in
  --anew) wanted=$all && rm -f "$here"/*.json ;;
  "") wanted=$(for each in $all; do [ -e "$here/$each.json" ] || echo "$each"; done) ;;
  *) wanted=$(printf '%s\n' "$@") ;;
esac
for each in $wanted; do
  grep -qx -- "$each" <<< "$all" || { echo "There is no history '$each' to record. There are:" $all >&2; exit 1; }
done
if [ -z "$wanted" ]; then
  echo "All histories are here. To record some of them again, name them."
  exit
fi

# <names>...: each in a process of its own, and not more at once than a machine can do in time.
record() (
  failed=0 running=0
  for each in "$@"; do
    if grep -qx -- "$each" <<< "$wanted"; then
      if [ $running -eq $at_once ]; then
        wait -n || failed=1
        running=$((running - 1))
      fi
      (name=$each; trap - EXIT; "$each" && echo "$each") &
      running=$((running + 1))
    fi
  done
  for ((; running > 0; running--)); do wait -n || failed=1; done
  exit $failed
)

server=127.0.0.1:$(free-port)
standalone=http://localhost:$(free-port)
plain=http://localhost:$(free-port)
odd=http://localhost:$(free-port)
mkdir "$work/home"
start server "$temporal" server start-dev --headless --port "${server##*:}" --log-level error \
  $(for each in ServiceType Operation Partner Outcome CallbackState CallbackHost CallbackError WaitingFor; do
    echo "--search-attribute $each=Keyword"
  done)
until-true "a server" "$temporal" operator cluster health --address "$server"
run-standalone
run-api plain "$plain" --turnup.operation.local-first=false
run-api odd "$odd" --turnup.plans.tv.create-service.deadline=6s \
  --turnup.plans.security.create-service.hold-for=5s --turnup.esim.await-installation=true \
  $(step 0 name=members title=Look system=entitlement action=check-members changes-nothing=true) \
  $(step 1 name=vlan title=Connect system=network action=add-vlan undo=remove-vlan needs=vlan_id)
ready "$plain" plain
ready "$odd" odd

# The first operation of a process takes longer than a local attempt may.
create mobile '{}' && until-true "over" status '.ended_at'

result=0
record $(grep -vxF -f <(tr ' ' '\n' <<< "$killed $unborn") <<< "$all") || result=1

# Local attempts last for two seconds: all of them have to be in one at the same time.
record $killed & on_dying=$!
for each in $killed; do
  if grep -qx -- "$each" <<< "$wanted"; then until-true "$each in a local attempt" test -e "$work/$each.ready"; fi
done
kill -9 "$worker"
wait "$worker" 2> /dev/null || true
touch "$work/killed"
# The server may still hand a task to one who is dead, and that would be a lost first task as well.
sleep 3
record $unborn & on_birth=$!
if grep -qx -- "$unborn" <<< "$wanted"; then until-true "ordered" test -e "$work/$unborn.ready"; fi
run-standalone
touch "$work/alive"
wait $on_dying || result=1
wait $on_birth || result=1
exit $result
