#!/bin/sh
# The shop's clock at work (DESIGN, sections 5 and 6): what is warned of as it is
# promised, and what followup-due makes of closed hours, quiet hours, pauses,
# warnings and silence. Each case has a journal of its own.
. "${0%/*}/harness.sh"

at() { export AMENDS_NOW="$1+01:00"; }
# begin NAME: an empty journal with one case, come in by e-mail on a Monday.
begin() {
	export AMENDS_JOURNAL="$dir/home/$1"
	at 2026-11-23T10:00
	quietly case-new -c 'Ana Ruiz' -k channel=email The mug came in pieces.
}
quietly() {
	"$@" >"$dir/printed" 2>"$dir/said" ||
		sed "s/^/# $*: /" "$dir/said" >>"$dir/why"
}
# plan LINES: a small plan with these lines in it.
plan() {
	{
		echo 'policy: 1'
		echo 'shop: {name: X, timezone: Europe/Madrid, currency: EUR}'
		cat
	} >plan.yaml
	export AMENDS_POLICY="$dir/home/plan.yaml"
}

# What is promised.

begin promises
at 2026-11-28T15:00
run case-log ruiz promise Ring her -k how=phone -d 'sun 12:00'
expect 'a promise that cannot be kept in open hours is warned of, and recorded' \
	0 3<<'ERR' <<'OUT'
case-log: the shop is not open between now and then: this cannot be kept in open hours; it opens Mon 30 Nov 09:00
ERR
2026-11-28T15:00:00.000+01:00	ID1	promise	p1	kim	2026-11-29T12:00:00+01:00	-	Ring her	how=phone	plan=2026-11-01
OUT
run case-log ruiz promise Ring her -k how=phone -d soon
expect 'a vague word is no time, and what to say instead is told' 2 3<<'ERR'
case-log: 'soon' does not say when; write a day and a time, 'fri 17:00', or a window, 'tue 10:00..12:00'
ERR
sed 's/^promises: {/&too-vague: [today], /' "${AMENDS_POLICY:-$TOP/policies.yaml}" >vague.yaml
run case-log -p vague.yaml ruiz promise Ring her -k how=phone -d today
expect 'nor is one of the plan'\''s' 2 3<<'ERR'
case-log: 'today' does not say when; write a day and a time, 'fri 17:00', or a window, 'tue 10:00..12:00'
ERR
run case-log ruiz promise Ring her -k how=phone -d 'tue 10:00..12:00'
expect 'a window is due at its end' 0 <<'OUT'
2026-11-28T15:00:00.002+01:00	ID1	promise	p2	kim	2026-12-01T12:00:00+01:00	-	Ring her	from=2026-12-01T10:00:00+01:00	how=phone	plan=2026-11-01
OUT
at 2026-11-28T15:10
run case-log ruiz promise Write -k how=email -d '2027-03-28 02:30'
expect 'a time that the clocks skip goes by the plan and is said back' \
	0 3<<'ERR' <<'OUT'
case-log: '2027-03-28 02:30' is read as Sun 28 Mar 2027 03:30, in 100 open days; the clocks skip 02:30
case-log: the shop is closed then; act by Sat 27 Mar 2027 14:00
ERR
2026-11-28T15:10:00.000+01:00	ID1	promise	p3	kim	2027-03-28T03:30:00+02:00	-	Write	how=email	plan=2026-11-01
OUT
run_at_terminal "AMENDS_POLICY=$TOP/policies.yaml case-log ruiz promise Come -k how=phone -d 2027-01-05T12:00"
sed 's/^[^ ]* //' "$dir/out" >"$dir/next" && mv "$dir/next" "$dir/out"
expect 'at a terminal what was understood is said back' 0 <<'OUT'
Ana Ruiz: promised p4, by Tue 5 Jan 2027 12:00, in 30 open days.
OUT

# By when it has to be done.

begin act-by
at 2026-11-27T10:00
quietly case-log ruiz promise One -k how=email -d 'sun 12:00'
quietly case-log ruiz promise Two -k how=email -d 'sat 13:00'
quietly case-log ruiz promise Three -k how=email -d 'mon 09:30'
run followup-due -k what=promise -o text,due,act-by
expect 'promises stand by when they must be kept, in open hours' 0 <<'OUT'
Two	2026-11-28T13:00:00+01:00	2026-11-28T13:00:00+01:00
One	2026-11-29T12:00:00+01:00	2026-11-28T14:00:00+01:00
Three	2026-11-30T09:30:00+01:00	2026-11-30T09:30:00+01:00
OUT
sed 's/    sat: .*/    sat: []/; s/    fri: .*/    fri: ["09:00-12:00"]/' \
	"${AMENDS_POLICY:-$TOP/policies.yaml}" >shorter.yaml
run followup-due -p shorter.yaml -k what=promise -o text,due,act-by
expect 'a told time never moves, whatever changes in the plan' 0 <<'OUT'
One	2026-11-29T12:00:00+01:00	2026-11-27T12:00:00+01:00
Two	2026-11-28T13:00:00+01:00	2026-11-27T12:00:00+01:00
Three	2026-11-30T09:30:00+01:00	2026-11-30T09:30:00+01:00
OUT

# Quiet hours.

long='hours: {week: {mon: ["08:00-22:00"], tue: ["08:00-22:00"]}}'
plan <<PLAN
$long
deadlines: {default: {acknowledge: 11h}}
time: {quiet-for-customers: ["20:00-09:00"]}
PLAN
begin quiet
run followup-due -k what=acknowledge -o due,act-by
expect 'a customer is written to before the quiet hours' 0 <<'OUT'
2026-11-23T21:00:00+01:00	2026-11-23T20:00:00+01:00
OUT
plan <<PLAN
$long
deadlines: {default: {acknowledge: 11h}}
time: {quiet-for-customers: []}
PLAN
run followup-due -k what=acknowledge -o due,act-by
expect 'without quiet hours until it is due' 0 <<'OUT'
2026-11-23T21:00:00+01:00	2026-11-23T21:00:00+01:00
OUT

# The pause. Ten open hours from Monday 10:00 are Tuesday 11:00, twenty Wednesday
# 12:00; from Monday 12:00 to Wednesday 11:30 there are seventeen and a half.

none='update-every: none, fix-done: none'
plan <<PLAN
deadlines:
  default: {acknowledge: none, answer: 10bh, final-word: 20bh, $none}
  pause-stops: [answer]
  customer-silent: {remind: [3bd, 7bd]}
PLAN
begin pause
at 2026-11-23T11:00
quietly case-log ruiz promise Send a new one -k how=email -d 'thu 10:00'
run followup-due ruiz -o what,due
expect 'before the pause' 0 <<'OUT'
answer	2026-11-24T11:00:00+01:00
final-word	2026-11-25T12:00:00+01:00
promise	2026-11-26T10:00:00+01:00
OUT
at 2026-11-23T12:00
quietly case-log ruiz wait The photo
at 2026-11-25T11:30
run followup-due ruiz -o what,due,text
expect 'in a pause what the plan names stands still, and nothing else' 0 <<'OUT'
final-word	2026-11-25T12:00:00+01:00	give our last word, and close it
promise	2026-11-26T10:00:00+01:00	Send a new one
remind	2026-11-26T18:00:00+01:00	The photo
OUT
quietly case-log ruiz resume
run followup-due ruiz -o what,due
expect 'after it the open time is given back, and no promise moves' 0 <<'OUT'
final-word	2026-11-25T12:00:00+01:00
promise	2026-11-26T10:00:00+01:00
answer	2026-11-26T10:30:00+01:00
OUT

# Silence: a reminder three open days after the latest pause began, another
# after seven.

quietly case-log ruiz kept p1
at 2026-11-25T15:00
quietly case-log ruiz wait The receipt
at 2026-11-30T17:00
run followup-due ruiz -k what=remind -o due,text
expect 'a reminder is counted in open days from the latest pause' 0 <<'OUT'
2026-11-30T18:00:00+01:00	The receipt
OUT
quietly case-log ruiz out email Reminded her
run followup-due ruiz -k what=remind -o due,text
expect 'the next one, too, and not from the reminder' 0 <<'OUT'
2026-12-04T18:00:00+01:00	The receipt
OUT

# Nobody looked for two months.

plan <<'PLAN'
deadlines: {customer-silent: {remind: [3bd, 7bd]}}
PLAN
begin holiday
at 2026-11-24T12:00
quietly case-log ruiz promise Send a new one -k how=email -d 'wed 10:00'
quietly case-log ruiz wait The photo
at 2027-01-25T10:00
run followup-due -o what,due,state
expect 'after two months there is one line a duty, by its oldest date' 0 <<'OUT'
promise	2026-11-25T10:00:00+01:00	late
apologise	2026-11-25T12:00:00+01:00	late
update	2026-11-25T18:00:00+01:00	late
remind	2026-11-27T18:00:00+01:00	late
final-word	2027-01-18T10:00:00+01:00	late
OUT

# Ahead of time.

plan <<PLAN
deadlines:
  default: {acknowledge: none, answer: 10bh, final-word: none, $none}
  warn-before: {promise: 2bh, deadline: 1bh}
PLAN
begin ahead
at 2026-11-23T10:00
quietly case-log ruiz promise Send a new one -k how=email -d 'tue 10:30'
at 2026-11-23T17:29
run followup-due -o what,due,warn
expect 'nothing is near' 0 <<'OUT'
promise	2026-11-24T10:30:00+01:00	-
answer	2026-11-24T11:00:00+01:00	-
OUT
at 2026-11-23T17:30
run followup-due -o what,due,warn
expect 'a promise is warned of so many open hours ahead' 0 <<'OUT'
promise	2026-11-24T10:30:00+01:00	yes
answer	2026-11-24T11:00:00+01:00	-
OUT
at 2026-11-24T10:00
run followup-due -o what,due,warn
expect 'and our own deadline' 0 <<'OUT'
promise	2026-11-24T10:30:00+01:00	yes
answer	2026-11-24T11:00:00+01:00	yes
OUT

finish
