#!/bin/sh
# case-log: what is taken as typed, what is refused and how, what is said.
# shellcheck disable=SC1010 # "done" is a word here
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal"
at() { export AMENDS_NOW="$1+01:00"; }
# begin: a journal of Ana Ruiz's complaint alone.
begin() {
	rm -f journal
	case-log - >/dev/null <<-'TSV' || echo '# not begun' >>"$dir/why"
	2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces. It was a gift.	customer=Ana Ruiz	phone=+34 600 111 222	value=18.00
	TSV
	at 2026-11-24T14:09
}
# did WORDS: it has to be recorded, and is not what is tested.
did() {
	case-log "$@" >/dev/null 2>"$dir/did" || {
		echo "# exit $?: case-log $*"
		sed 's/^/# /' "$dir/did"
	} >>"$dir/why"
}
agreed() {
	begin
	did 7qk heard + restate The mug broke on the way. + confirm
	at 2026-11-24T14:11
}
chosen() {
	agreed
	did 7qk offer
	did 7qk accept replace
	at 2026-11-24T14:12
}
# unchanged COMMAND...: run it, and then the journal has to be as it was.
unchanged() {
	cp journal "$dir/before"
	run "$@"
	cmp -s journal "$dir/before" || echo '# the journal was changed' >>"$dir/why"
}


# Asking.

begin
run case-log
expect 'alone it lists the verbs' 0 <<'OUT'
usage: case-log CASE EVENT [WHAT] [WORDS] [+ EVENT ...]
CASE: an id or its beginning (7qk), or the customer (ruiz).
WORDS: asked for if left out, so nothing needs quotes; or -m "TEXT".

listening      heard  point  heart  restate  confirm  heat  flag
talking        out  in  note  tell  apology  empathy  side  answer
putting right  offer  accept  decline  wish  cannot  give
promising      promise  kept  renew  broken  wait  resume
looking into   step  evidence  finding  cause  prevent  prevented
people         assign  escalate  approve
ending         close  follow-up  feedback  thank  review  reopen
correcting     amend  retract  merge  override  erase

case-log --undo CASE takes the last batch back.
case-log CASE says what comes next. case-log --help EVENT explains one.
OUT

unchanged case-log 7qk
expect 'a case alone says where it stands' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: opened 3 minutes ago, not yet said back.
owed  say that we have it, and what happens next, by tomorrow 09:05
      take the first step, by Thursday 18:00
      say where it stands, by Thursday 18:00
      say what we can do, by Friday 18:00
      put it right, by 1 December 14:05
      give our last word, and close it, by 19 January 2027 14:05
ask   What would put it right for them?
      Is there anything else?
say   "I hear that you are upset because the mug came in pieces. I can
      understand that. Have I got it right?"
then  case-log 7qk heard + restate + confirm
also  point heart heat out in note promise step evidence wait assign escalate
OUT

chosen
unchanged case-log 7qk
expect 'after the choice the promise is owed' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: they chose replace.
owed  p1 Replace it, by Thursday 18:00
      say where it stands, by Thursday 18:00
      put it right, by 1 December 14:11
      give our last word, and close it, by 19 January 2027 14:05
say   "I will replace it by Thursday 26 November, 18:00, and I will tell you
      by phone."
then  case-log 7qk give + tell done
also  point heart heat out in note promise step evidence wait assign escalate
OUT

did 7qk wait For the photo.
unchanged case-log 7qk
expect 'while they are waited for, that is said' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: waiting for "For the photo." since today 14:12.
owed  p1 Replace it, by Thursday 18:00
      say where it stands, by Thursday 18:00
      remind them: "For the photo.", by Friday 18:00
      give our last word, and close it, by 19 January 2027 14:05
then  case-log 7qk resume
also  point heart heat out in note promise step evidence wait assign escalate
OUT

did 7qk resume + give + tell done + close satisfied
at 2026-11-26T10:00
unchanged case-log 7qk
expect 'a closed case says how they left, and what is still to come' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: closed, satisfied, 2 days ago.
owed  ask "Is it still right?", by tomorrow 18:00
say   "Is it still right?"
then  case-log 7qk follow-up all-well
also  reopen
OUT

did 7qk reopen It broke again.
unchanged case-log 7qk
expect 'an open-again case begins with hearing' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: reopened just now, not yet said back.
owed  say that we have it, and what happens next, by today 14:00
      take the first step, by Saturday 14:00
      say where it stands, by Saturday 14:00
      say what we can do, by Monday 18:00
      put it right, by 3 December 10:00
      give our last word, and close it, by 21 January 2027 10:00
ask   What would put it right for them?
      Is there anything else?
say   "I hear that you are upset because it broke again. I can understand
      that. Have I got it right?"
then  case-log 7qk heard + restate + confirm
also  point heart heat out in note promise step evidence wait assign escalate
OUT

begin
did 7qk promise Ring you -d 'wed 12:00' -k how=phone
did 7qk promise Write you -d 'wed 13:00' -k how=phone
at 2026-11-26T10:00
did 7qk kept p1
unchanged case-log 7qk
expect 'P57 what was kept late wants no new time, and what is open still does' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: opened 2 days ago, not yet said back.
owed  p2 Write you, late since yesterday 13:00
      apologise: "Ring you", late since yesterday 14:00
      apologise and give a new time: "Write you", late since yesterday 15:00
      say where it stands, by today 18:00
      say what we can do, by tomorrow 18:00
      put it right, by Tuesday 14:05
      give our last word, and close it, by 19 January 2027 14:05
ask   What would put it right for them?
      Is there anything else?
up    promise-broken, one rung up: case-log 7qk escalate owner
then  case-log 7qk apology + renew p2
      case-log 7qk heard + restate + confirm
also  point heart heat out in note promise step evidence wait assign escalate
OUT

begin
did 7qk promise Ring you -d 'wed 12:00' -k how=phone
at 2026-11-26T10:00
unchanged case-log 7qk
expect 'P57 the apology for a promise that was not kept comes before the step' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: opened 2 days ago, not yet said back.
owed  p1 Ring you, late since yesterday 12:00
      apologise and give a new time: "Ring you", late since yesterday 14:00
      say where it stands, by today 18:00
      say what we can do, by tomorrow 18:00
      put it right, by Tuesday 14:05
      give our last word, and close it, by 19 January 2027 14:05
ask   What would put it right for them?
      Is there anything else?
then  case-log 7qk apology + renew p1
      case-log 7qk heard + restate + confirm
also  point heart heat out in note promise step evidence wait assign escalate
OUT

run case-log 7qk apology + renew p1 -d 'fri 12:00'
expect 'its line is taken, and owes no further apology' 0 3<<'ERR' <<'OUT'
case-log: p1 was due already: it counts as broken
case-log: promise-broken: the plan takes this one rung up: case-log 7qk escalate
ERR
2026-11-26T10:00:00.000+01:00	261124-7QK4XME	apology	-	kim	-	-	-
2026-11-26T10:00:00.001+01:00	261124-7QK4XME	renew	p1	kim	2026-11-27T12:00:00+01:00	-	-	of=2026-11-24T14:09:00.000+01:00
OUT
run sh -c 'case-log 7qk | grep "^then"'
expect 'after which the step comes next' 0 <<'OUT'
then  case-log 7qk heard + restate + confirm
OUT

chosen
did 7qk give + wait For the box. -q
at 2026-12-02T10:00
run sh -c 'case-log 7qk | grep -A1 "^then"'
expect 'of a case that waits, word that is late comes before its end' 0 <<'OUT'
then  case-log 7qk tell done
      case-log 7qk resume
OUT
did 7qk tell done
run sh -c 'case-log 7qk | grep -A1 "^then"'
expect 'a reminder, too' 0 <<'OUT'
then  case-log 7qk out
      case-log 7qk resume
OUT
run sh -c 'case-show 7qk | grep -A1 "^Next"'
expect 'and on its page' 0 <<'OUT'
Next        case-log 7qk out                  once you have reminded them
            case-log 7qk resume               once they have answered
OUT
did 7qk out
run sh -c 'case-log 7qk | grep -A1 "^then"'
expect 'until it is sent' 0 <<'OUT'
then  case-log 7qk resume
also  point heart heat out in note promise step evidence wait assign escalate
OUT

sed '/id: all-well/a\  - {id: feedback, after: 5bd, how: same-channel, ask: "How was it?"}' \
	"$TOP/policies.yaml" >asks.yaml
chosen
did 7qk give + tell done + close satisfied
at 2026-11-28T10:00
unchanged case-log 7qk -p asks.yaml
expect 'of after-care the words are of the step that the line is of' 0 <<'OUT'
7QK Ana Ruiz, arrived-damaged: closed, satisfied, 4 days ago.
owed  ask "Is it still right?", late since yesterday 18:00
      ask "How was it?", by Monday 18:00
say   "Is it still right?"
then  case-log 7qk follow-up all-well
also  reopen
OUT
did 7qk follow-up all-well
run sh -c 'case-log 7qk -p asks.yaml | grep -A1 "^say"'
expect 'and a sentence of its own comes before its question' 0 <<'OUT'
say   "How did we put it right, 1 to 5?"
then  case-log 7qk feedback 1-5
OUT

run case-log --help promise
expect 'a verb is explained' 0 <<'OUT'
case-log CASE promise [WHAT] WORDS -d TIME
  what, by when (-d) and how (-k how=phone)
  WHAT is a promise; left out: the next one
  people also say: promised; type promise
OUT

run case-log --help give
expect 'a verb is explained with the words of this plan' 0 <<'OUT'
case-log CASE give WHAT [WORDS] [-a AMOUNT]
  a remedy done or handed over, at what it cost
  WHAT is a remedy: replace, refund, part-refund, repair, ask-and-agree,
  voucher-5; may be left out where one thing fits
  people also say: gave, given, refunded, paid, repaired, replaced, fixed,
    swapped, handed; type give
OUT

cp "$dir/out" explained
check 'or in the middle of being typed' \
	sh -c 'case-log 7qk give --help | cmp - explained && case-log 7qk --help give | cmp - explained'

run case-log --help refunded
expect 'by what people call it, too' 0 <<'OUT'
case-log CASE give WHAT [WORDS] [-a AMOUNT]
  a remedy done or handed over, at what it cost
  WHAT is a remedy: replace, refund, part-refund, repair, ask-and-agree,
  voucher-5; may be left out where one thing fits
  people also say: gave, given, refunded, paid, repaired, replaced, fixed,
    swapped, handed; type give
OUT

run case-log --help herd
expect 'a word that is no verb is not' 2 3<<'ERR'
case-log: no event 'herd'; did you mean 'heard'?
ERR

check 'help has examples' sh -c 'case-log --help | grep -q "^case-log 7qk offer"'


# Words.

begin
run case-log 7qk restate The mug broke on the way, and it was a gift for Saturday.
expect 'words need no quotes' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	restate	-	kim	-	-	The mug broke on the way, and it was a gift for Saturday.
OUT

run case-log 7qk note -m "It's her mother's, \"the blue one\""
expect '-m takes what a shell would not' 0 <<'OUT'
2026-11-24T14:09:00.002+01:00	261124-7QK4XME	note	-	kim	-	-	It's her mother's, "the blue one"
OUT

run sh -c 'printf "First line\nSecond\tline \\\\ end\n\n" | case-log 7qk note -m -'
expect '-m - takes standard input, escaped' 0 <<'OUT'
2026-11-24T14:09:00.004+01:00	261124-7QK4XME	note	-	kim	-	-	First line\nSecond\tline \\ end
OUT

run case-log 7qk note -m -x
expect '-m takes a text that looks like an option' 0 <<'OUT'
2026-11-24T14:09:00.006+01:00	261124-7QK4XME	note	-	kim	-	-	-x
OUT

run case-log 7qk note -- -m is how it was given
expect 'behind -- words may look like options' 0 <<'OUT'
2026-11-24T14:09:00.008+01:00	261124-7QK4XME	note	-	kim	-	-	-m is how it was given
OUT

unchanged case-log 7qk note Words and -m text
expect 'not both words and -m' 2 3<<'ERR'
case-log: note: the text is there twice, as words and with -m
ERR

unchanged case-log 7qk note -m one -m two
expect '-m is not there twice' 2 3<<'ERR'
case-log: -m is there twice for one event
ERR

unchanged case-log 7qk note
expect 'a note needs words' 2 3<<'ERR'
case-log: note needs words behind it
ERR

unchanged case-log 7qk heard + note + confirm
expect 'all of a batch or none' 2 3<<'ERR'
case-log: note needs words behind it
ERR

unchanged case-log 7qk heard + + confirm
expect 'an event is missing between two +' 2 3<<'ERR'
case-log: an event is missing beside a '+' or an option
ERR

run case-log 7qk heard + point The gift is for Saturday + heart pt1 + restate A gift for Saturday + confirm
expect 'several events are one batch, a millisecond apart' 0 <<'OUT'
2026-11-24T14:09:00.010+01:00	261124-7QK4XME	heard	-	kim	-	-	-
2026-11-24T14:09:00.011+01:00	261124-7QK4XME	point	pt1	kim	-	-	The gift is for Saturday
2026-11-24T14:09:00.012+01:00	261124-7QK4XME	heart	pt1	kim	-	-	-	of=2026-11-24T14:09:00.011+01:00
2026-11-24T14:09:00.013+01:00	261124-7QK4XME	restate	-	kim	-	-	A gift for Saturday
2026-11-24T14:09:00.014+01:00	261124-7QK4XME	confirm	-	kim	-	-	-
OUT

run case-log 7qk evidence photo The box, dented
expect 'the first word is the object where the verb takes it' 0 <<'OUT'
2026-11-24T14:09:00.016+01:00	261124-7QK4XME	evidence	photo	kim	-	-	The box, dented
OUT

run case-log 7qk wait photo of the box
expect 'else the text begins there' 0 <<'OUT'
2026-11-24T14:09:00.018+01:00	261124-7QK4XME	wait	-	kim	-	-	photo of the box
OUT

run case-log 7QK RESUME
expect 'a verb in capitals is no verb' 2 3<<'ERR'
case-log: no event 'RESUME'; did you mean 'resume'?
ERR

run case-log 7qk HEARD
expect 'and what is meant is said' 2 3<<'ERR'
case-log: no event 'HEARD'; did you mean 'heard'?
ERR

run case-log 7qk heat ANGRY
expect 'an object in capitals is taken' 0 <<'OUT'
2026-11-24T14:09:00.020+01:00	261124-7QK4XME	heat	angry	kim	-	-	-
OUT

unchanged case-log 7qk heat furious
expect 'an unknown object alone is refused' 2 3<<'ERR'
case-log: heat: '...' is not a heat; there are: calm, upset, angry, abusive
ERR

unchanged case-log 7qk heat upst
expect 'a misspelt object is guessed' 2 3<<'ERR'
case-log: heat: 'upst' is not a heat; did you mean 'upset'?
ERR

unchanged case-log 7qk tell them it is done
expect 'what the verb does not take is not taken for its object' 2 3<<'ERR'
case-log: tell needs done, changed, outside or plan behind it
ERR


# Times, amounts and keys.

run case-log 7qk promise Ring with the answer -d 'fri 17:00' -k how=phone
expect 'a promise by a weekday' 0 <<'OUT'
2026-11-24T14:09:00.022+01:00	261124-7QK4XME	promise	p1	kim	2026-11-27T17:00:00+01:00	-	Ring with the answer	how=phone	plan=2026-11-01
OUT

run case-log 7qk promise Ring -d 2bd -k how=email
expect 'a promise in open days' 0 <<'OUT'
2026-11-24T14:09:00.024+01:00	261124-7QK4XME	promise	p2	kim	2026-11-26T18:00:00+01:00	-	Ring	how=email	plan=2026-11-01
OUT

run case-log 7qk -d 2026-11-27T12:30 promise Ring -k how=phone
expect 'a promise by a full time, and options before the verb' 0 <<'OUT'
2026-11-24T14:09:00.026+01:00	261124-7QK4XME	promise	p3	kim	2026-11-27T12:30:00+01:00	-	Ring	how=phone	plan=2026-11-01
OUT

run case-log 7qk promise Ring -d 'tue 10:00..12:00' -k how=phone
expect 'a promised window ends when it is due' 0 <<'OUT'
2026-11-24T14:09:00.028+01:00	261124-7QK4XME	promise	p4	kim	2026-12-01T12:00:00+01:00	-	Ring	from=2026-12-01T10:00:00+01:00	how=phone	plan=2026-11-01
OUT

run case-log 7qk promise Ring -d close -k how=phone
expect 'a promise by closing time' 0 <<'OUT'
2026-11-24T14:09:00.030+01:00	261124-7QK4XME	promise	p5	kim	2026-11-24T18:00:00+01:00	-	Ring	how=phone	plan=2026-11-01
OUT

run case-log 7qk promise Ring -d 90bm -k how=phone
expect 'a promise in open minutes' 0 <<'OUT'
2026-11-24T14:09:00.032+01:00	261124-7QK4XME	promise	p6	kim	2026-11-24T15:39:00+01:00	-	Ring	how=phone	plan=2026-11-01
OUT

run case-log 7qk promise Ring -d '1 dec' -k how=phone
expect 'a promise by a date' 0 <<'OUT'
2026-11-24T14:09:00.034+01:00	261124-7QK4XME	promise	p7	kim	2026-12-01T18:00:00+01:00	-	Ring	how=phone	plan=2026-11-01
OUT

run case-log 7qk promise Ring -d 'sun 12:00' -k how=phone
expect 'a promise on a closed day is taken' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.036+01:00	261124-7QK4XME	promise	p8	kim	2026-11-29T12:00:00+01:00	-	Ring	how=phone	plan=2026-11-01
OUT
case-log: the shop is closed then; act by Sat 28 Nov 14:00
ERR

run case-log 7qk promise Ring -d 'today 22:00' -k how=phone
expect 'so is one for this evening' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.038+01:00	261124-7QK4XME	promise	p9	kim	2026-11-24T22:00:00+01:00	-	Ring	how=phone	plan=2026-11-01
OUT
case-log: the shop is closed then; act by today 18:00
ERR

printf '%s\n' 'policy: 1' \
	'shop: {name: S, timezone: Europe/Madrid, currency: EUR}' \
	'time: {promise-due-when-closed: unchanged}' >unchanged.yaml
run case-log -n -p unchanged.yaml 7qk promise Ring -d 'today 22:00' -k how=phone
expect 'which is as it was told where the plan leaves it so' 0 <<'OUT'
2026-11-24T14:09:00.040+01:00	261124-7QK4XME	promise	p10	kim	2026-11-24T22:00:00+01:00	-	Ring	how=phone
OUT
rm unchanged.yaml

unchanged case-log 7qk promise Ring -d soon -k how=phone
expect 'a promise for soon is none' 2 3<<'ERR'
case-log: 'soon' does not say when; write a day and a time, 'fri 17:00', or a window, 'tue 10:00..12:00'
ERR

unchanged case-log 7qk promise Ring -k how=phone
expect 'a promise needs a time' 2 3<<'ERR'
case-log: promise needs a time, as -d 'fri 17:00' or -d 2bd
ERR

unchanged case-log 7qk promise -d 2bd -k how=phone
expect 'a promise needs words' 2 3<<'ERR'
case-log: promise needs words behind it
ERR

unchanged case-log 7qk promise Ring -d 2bd
expect 'a promise says how' 1 3<<'ERR'
case-log: not recorded: a promise says how they hear of it (policies.yaml:93, promises): add -k how=phone
ERR

unchanged case-log 7qk promise Ring -d 2bd -d 3bd -k how=phone
expect 'one time for one event' 2 3<<'ERR'
case-log: -d is there twice for one event
ERR
run sh -c 'for once in "--at today --at yesterday" "--once a --once b" \
	"--override x --override y" "-k how=phone -k how=email" --once=; do
	case-log 7qk note x $once || echo $?
done'
expect 'nor is the last of two taken, or an empty one for none' 0 <<'OUT' 3<<'ERR'
2
2
2
2
2
OUT
case-log: --at is there twice
case-log: --once is there twice
case-log: --override is there twice
case-log: how is there twice for one event
case-log: --once is empty: --once KEY
ERR

unchanged case-log 7qk heard -d 2bd
expect 'what takes no time takes none' 2 3<<'ERR'
case-log: heard takes no -d
ERR

unchanged case-log 7qk heard -a 3
expect 'what takes no amount takes none' 2 3<<'ERR'
case-log: heard takes no -a
ERR

unchanged case-log 7qk kept
expect 'of several promises one is to be named' 2 3<<'ERR'
case-log: kept: more than one fits: p1, p2, p3, p4, p5, p6, p7, p8, p9; say which
ERR

run case-log 7qk kept p2 + renew p1 -d 'fri 18:00' + broken p3
expect 'promises end, each by the time of its record' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.040+01:00	261124-7QK4XME	kept	p2	kim	-	-	-	of=2026-11-24T14:09:00.024+01:00
2026-11-24T14:09:00.041+01:00	261124-7QK4XME	renew	p1	kim	2026-11-27T18:00:00+01:00	-	-	of=2026-11-24T14:09:00.022+01:00
2026-11-24T14:09:00.042+01:00	261124-7QK4XME	broken	p3	kim	-	-	-	of=2026-11-24T14:09:00.026+01:00
OUT
case-log: promise-broken: the plan takes this one rung up: case-log 7qk escalate
ERR

unchanged case-log 7qk kept p2
expect 'a promise ends once' 2 3<<'ERR'
case-log: p2 is not open: kept on Tue 24 Nov; a new promise: case-log 7qk promise
ERR

run case-log 7qk note Seen. -k shelf=B4 -k aisle=2
expect 'other keys are kept, in their order' 0 <<'OUT'
2026-11-24T14:09:00.044+01:00	261124-7QK4XME	note	-	kim	-	-	Seen.	aisle=2	shelf=B4
OUT

unchanged case-log 7qk note Seen. -k Shelf=B4
expect 'a key is in small letters' 2 3<<'ERR'
case-log: '...' cannot be a key
ERR

unchanged case-log 7qk note Seen. -k shelf
expect 'a key has a value' 2 3<<'ERR'
case-log: -k wants key=value, not '...'
ERR

unchanged case-log 7qk note Seen. -k text=more
expect 'a key is not named as a field' 2 3<<'ERR'
case-log: '...' cannot be a key
ERR

run case-log 7qk amend -k phone=+34600999888 -k value=20 -k channel=email
expect 'a complaint is amended' 0 <<'OUT'
2026-11-24T14:09:00.046+01:00	261124-7QK4XME	amend	-	kim	-	-	-	channel=email	phone=+34600999888	value=20.00
OUT

run case-log 7qk amend -k phone=-
expect 'a key is taken away' 0 <<'OUT'
2026-11-24T14:09:00.048+01:00	261124-7QK4XME	amend	-	kim	-	-	-	phone=\-
OUT

unchanged case-log 7qk amend -k valeu=20
expect 'a misspelt key is guessed' 2 3<<'ERR'
case-log: 'valeu' is no key of a complaint; did you mean 'value'?
ERR

unchanged case-log 7qk amend -k value=lots
expect 'a price is an amount' 2 3<<'ERR'
case-log: '...' is not an amount, as 12.50 is
ERR

unchanged case-log 7qk amend
expect 'amend needs a key' 2 3<<'ERR'
case-log: amend needs a key, as -k phone=0123; -k phone=- takes it away
ERR

unchanged case-log 7qk amend -k customer=Jürgen Müller
expect 'and a value of two words wants quotes' 2 3<<'ERR'
case-log: amend takes no words; quote the value: -k 'customer=...'
ERR

run case-log 7qk amend -k telefon=1 -k bought='last week' -n
expect 'an odd key is kept, and named' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.050+01:00	261124-7QK4XME	amend	-	kim	-	-	-	bought=last week	telefon=1
OUT
case-log: 'telefon' is no key that the tools know; kept as it is
case-log: '...' is no date, as 2026-11-22 is: bought= counts for nothing
ERR

run case-log 7qk amend -k heat=cross -k category=broken
expect 'what the plan does not know is kept as it was said' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.050+01:00	261124-7QK4XME	amend	-	kim	-	-	-	said-category=broken	said-heat=cross
OUT
case-log: '...' is no heat of the plan; kept as said-heat
case-log: '...' is no category of the plan; kept as said-category
ERR

run case-log 7qk amend -k category=faulty
expect 'a category is amended by its id' 0 <<'OUT'
2026-11-24T14:09:00.052+01:00	261124-7QK4XME	amend	-	kim	-	-	-	category=faulty
OUT


# When it happened.

begin
run case-log 7qk out phone -m 'Rang her.' --at 'yesterday 17:30'
expect 'an earlier time carries when it was written down' 0 <<'OUT'
2026-11-23T17:30:00.000+01:00	261124-7QK4XME	out	phone	kim	-	-	Rang her.	logged=2026-11-24T14:09:00.000+01:00
OUT

run case-log 7qk in phone --at '2 hours ago' + note She rang. + note Twice.
expect 'so does each event of a batch' 0 <<'OUT'
2026-11-24T12:09:00.000+01:00	261124-7QK4XME	in	phone	kim	-	-	-	logged=2026-11-24T14:09:00.000+01:00
2026-11-24T12:09:00.001+01:00	261124-7QK4XME	note	-	kim	-	-	She rang.	logged=2026-11-24T14:09:00.000+01:00
2026-11-24T12:09:00.002+01:00	261124-7QK4XME	note	-	kim	-	-	Twice.	logged=2026-11-24T14:09:00.000+01:00
OUT

run case-log 7qk heard --at 2026-11-24T14:08:30
expect 'within a minute it does not' 0 <<'OUT'
2026-11-24T14:08:30.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT

unchanged case-log 7qk heard --at whenever
expect 'a time that is none' 2 3<<'ERR'
case-log: 'whenever' is not a time; write one as 17:00, fri 17:00, 2026-11-25 17:00 or 3bd
ERR

at 2026-11-24T13:00
run case-log 7qk note The till is slow.
expect 'the clock is pushed past the last event of the case' 0 <<'OUT'
2026-11-24T14:08:30.002+01:00	261124-7QK4XME	note	-	kim	-	-	The till is slow.	logged=2026-11-24T13:00:00.000+01:00
OUT

unchanged case-log 7qk note Ahead. --at '2026-12-24 12:00'
expect 'what is still to come has not happened' 2 3<<'ERR'
case-log: '2026-12-24 12:00' is still to come; --at says when it happened
ERR

unchanged case-log 7qk note Ahead. --at 17:00
expect 'a time of day that is still to come was yesterday' 2 3<<'ERR'
case-log: '17:00' is still to come; --at says when it happened: 'yesterday 17:00'?
ERR

begin
did - <<'TSV'
2026-12-24T12:00:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Ahead.
TSV
run case-log 7qk note Now.
expect 'but not by more than a day' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Now.
OUT
case-log: an event of 261124-7QK4XME lies more than a day ahead, 2026-12-24T12:00:00.000+01:00; it was left there
ERR

begin
did 7qk heard
run case-log 7qk note The same instant.
expect 'two events of a case never share an instant' 0 <<'OUT'
2026-11-24T14:09:00.002+01:00	261124-7QK4XME	note	-	kim	-	-	The same instant.
OUT


# Once.

begin
run case-log 7qk note The bell rang. --once till-4711
expect 'once is on the record' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	The bell rang.	once=till-4711
OUT

unchanged case-log 7qk note The bell rang. --once till-4711
expect 'a retry prints the record that is there' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	The bell rang.	once=till-4711
OUT

unchanged case-log 7qk note The bell rang. -k once=till-4711
expect 'so it is by the key itself' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	The bell rang.	once=till-4711
OUT

unchanged case-log 7qk note Other words. --once till-4711
expect 'whatever it says' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	The bell rang.	once=till-4711
OUT


# Naming a case.

case-log - >/dev/null <<'TSV'
2026-11-24T11:00:00.000+01:00	261124-ABE7R2H	open	late	sam	-	-	The lamp is still not here	customer=Rosa Lind
2026-11-25T10:00:00.000+01:00	261125-Q3T8VK7	open	faulty	sam	-	-	It hums	customer=Abe Olsen	email=Abe@Example.org
2026-11-02T12:00:00.000+01:00	261102-5TC0004	open	late	kim	-	-	Two weeks late	customer=Óscar Ruiz	phone=600 12 34 56
TSV
did 5tc note Old. + cannot all It is gone. + tell done + close placated
at 2026-11-25T12:00

for name in 261124-7QK4XME 7QK4XME 7qk 7qk4 7QK4xme ANA ruiz 'ana ruiz' '+34 600 111 222' 1222; do
	unchanged case-log "$name" -n note Found.
	take_id
	check "'$name' is Ana Ruiz" test "$id" = 261124-7QK4XME
done
unchanged case-log abe@example.ORG -n note Found.
take_id
check 'an e-mail address names a case' test "$id" = 261125-Q3T8VK7
for name in oscar ÓSCAR óscar 3456 600123456; do
	unchanged case-log "$name" -n note Found.
	take_id
	check "'$name' is the closed case of Óscar Ruiz" test "$id" = 261102-5TC0004
done

unchanged case-log abe heard
expect 'several that fit are listed' 2 3<<'ERR'
case-log: '...' fits 2 open cases; name one
  261124-ABE7R2H  Tue 24 Nov  late
  261125-Q3T8VK7  Wed 25 Nov  faulty
ERR

unchanged case-log zoe heard
expect 'nobody of that name' 2 3<<'ERR'
case-log: no case fits '...'
ERR

unchanged case-log riuz heard
expect 'a near name is guessed' 2 3<<'ERR'
case-log: no case fits '...'
ERR

unchanged case-log 261124-7QK4XMF heard
expect 'a whole id with a wrong check character' 2 3<<'ERR'
case-log: '261124-7QK4XMF' is mistyped: its check character is wrong
ERR

unchanged case-log 7QK4XMF heard
expect 'seven characters with a wrong one' 2 3<<'ERR'
case-log: '7QK4XMF' is mistyped: its check character is wrong
ERR

unchanged case-log 222 heard
expect 'three digits of a phone number are too few' 2 3<<'ERR'
case-log: no case fits '...'
ERR

unchanged case-log heard 7qk
expect 'the operands the wrong way round' 2 3<<'ERR'
case-log: the case comes first: case-log CASE heard
ERR

unchanged case-log note 7qk Some words
expect 'the same with words' 2 3<<'ERR'
case-log: the case comes first: case-log CASE note
ERR

unchanged case-log 7qk refunded 18
expect 'a verb by another word' 2 3<<'ERR'
case-log: no event 'refunded'; a remedy done or handed over, at what it cost: case-log 7qk give refund -a 18
ERR

unchanged case-log 7qk sorry
expect 'a verb by its meaning' 2 3<<'ERR'
case-log: no event 'sorry'; said sorry: case-log 7qk apology
ERR

unchanged case-log 7qk herd
expect 'a verb misspelt' 2 3<<'ERR'
case-log: no event 'herd'; did you mean 'heard'?
ERR

unchanged case-log 7qk zzz
expect 'a verb that is none' 2 3<<'ERR'
case-log: no event '...'
ERR

unchanged case-log --frobnicate 7qk
expect 'an option that is none' 2 3<<'ERR'
case-log: no option --frobnicate; case-log -h lists them all
ERR

unchanged case-log - heard
expect 'a dash takes no event' 2 3<<'ERR'
case-log: '-' takes no event
ERR

unchanged case-log --undo
expect 'undo needs a case' 2 3<<'ERR'
case-log: name a case: case-log 7qk
ERR


# Refusals.

begin
unchanged case-log 7qk offer
expect 'an offer waits until they have heard it back (LOOK, D1)' 1 3<<'ERR'
case-log: not recorded: 7QK4XME has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log 7qk restate + confirm + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

unchanged case-log 7qk offer refund -a 18
expect 'one offer alone, too' 1 3<<'ERR'
case-log: not recorded: 7QK4XME has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log 7qk restate + confirm + offer refund -a 18
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

unchanged case-log 7qk accept refund
expect 'and a choice of what was never offered' 1 3<<'ERR'
case-log: not recorded: 7QK4XME has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log 7qk restate + confirm + accept refund
  or    add --already, if it was chosen: it is recorded, and listed for the
        owner
ERR

unchanged case-log 7qk restate Broken. + offer
expect 'a batch is judged as it goes' 1 3<<'ERR'
case-log: not recorded: 7QK4XME has not yet agreed
  plan  policies.yaml:57, before-any-offer: confirmed
  then  case-log 7qk restate ... + confirm + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

run case-log 7qk offer refund --already
expect 'what has happened can always be written down' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	out-of-order=restated,confirmed	plan=2026-11-01
OUT
case-log: recorded out of order: restated, confirmed; listed for the owner
ERR

run case-log 7qk close satisfied --already
expect 'and all that was skipped is on it' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.002+01:00	261124-7QK4XME	close	satisfied	kim	-	-	-	out-of-order=fix-done-or-reason,customer-told
OUT
case-log: recorded out of order: fix-done-or-reason, customer-told; listed for the owner
ERR

chosen
unchanged case-log 7qk close satisfied
expect 'closing too early names all that is missing (LOOK, D3)' 1 3<<'ERR'
case-log: not recorded: 7QK4XME is still owed 2 things
  plan  policies.yaml:71, closing: fix-done-or-reason, customer-told
  fix   replace was chosen and is not given yet:   case-log 7qk give
  tell  they do not know that it is done:          case-log 7qk tell done
  then  case-log 7qk give + tell done + close satisfied
ERR

run case-log 7qk give + tell done + close satisfied
expect 'the line that it gives is taken' 0 <<'OUT'
2026-11-24T14:12:00.000+01:00	261124-7QK4XME	give	replace	kim	-	18.00	-
2026-11-24T14:12:00.001+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	of=2026-11-24T14:11:00.005+01:00
2026-11-24T14:12:00.002+01:00	261124-7QK4XME	tell	done	kim	-	-	-
2026-11-24T14:12:00.003+01:00	261124-7QK4XME	close	satisfied	kim	-	-	-
OUT

chosen
unchanged case-log 7qk apology We packed it badly + cause carrier + tell 'done' + close satisfied
expect 'what was typed before stays in it, and they are told once it is done' 1 3<<'ERR'
case-log: not recorded: 7QK4XME is still owed 1 thing
  plan  policies.yaml:71, closing: fix-done-or-reason
  fix   replace was chosen and is not given yet:   case-log 7qk give
  then  case-log 7qk apology ... + cause carrier + give + tell done + close satisfied
ERR

run case-log 7qk apology We packed it badly + cause carrier + give + tell 'done' + close satisfied
expect 'and that is taken, too' 0 <<'OUT'
2026-11-24T14:12:00.000+01:00	261124-7QK4XME	apology	-	kim	-	-	We packed it badly
2026-11-24T14:12:00.001+01:00	261124-7QK4XME	cause	carrier	kim	-	-	-
2026-11-24T14:12:00.002+01:00	261124-7QK4XME	give	replace	kim	-	18.00	-
2026-11-24T14:12:00.003+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	of=2026-11-24T14:11:00.005+01:00
2026-11-24T14:12:00.004+01:00	261124-7QK4XME	tell	done	kim	-	-	-
2026-11-24T14:12:00.005+01:00	261124-7QK4XME	close	satisfied	kim	-	-	-
OUT

chosen
did 7qk accept refund
unchanged case-log 7qk close satisfied
expect 'each fix that they chose is named, and all are given by one line' 1 3<<'ERR'
case-log: not recorded: 7QK4XME is still owed 3 things
  plan  policies.yaml:71, closing: fix-done-or-reason, customer-told
  fix   replace was chosen and is not given yet:   case-log 7qk give replace
  fix   refund was chosen and is not given yet:    case-log 7qk give refund
  tell  they do not know that it is done:          case-log 7qk tell done
  then  case-log 7qk give replace + give refund + tell done + close satisfied
ERR
did 7qk give replace + give refund + tell done + close satisfied
verdict 'which is taken as it stands'

agreed
unchanged case-log 7qk give voucher-5
expect 'a gesture comes after a fix' 1 3<<'ERR'
case-log: not recorded: a gesture comes after a fix, never instead of one
  plan  policies.yaml:59, gesture-needs, any one of: fix-done, fix-agreed,
        fix-impossible, customer-declined-fix
  then  case-log 7qk offer + accept replace + give voucher-5
  or    add --already, if it was given: it is recorded, and listed for the
        owner
ERR

unchanged case-log 7qk offer part-refund -a 12
expect 'no more than may be agreed' 1 3<<'ERR'
case-log: not recorded: 12.00 is more than may be agreed for part-refund, 9.00 (policies.yaml:63); add --already, if it was done
ERR

run case-log 7qk offer part-refund -a 5 + offer part-refund
expect 'less than that, or its cap' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:11:00.000+01:00	261124-7QK4XME	offer	part-refund	kim	-	5.00	They keep it, half the money back	plan=2026-11-01
2026-11-24T14:11:00.001+01:00	261124-7QK4XME	offer	part-refund	kim	-	9.00	They keep it, half the money back	plan=2026-11-01
OUT
case-log: 1 option is no choice, and the plan shows 2 at least (policies.yaml:58); say why: case-log 7qk note REASON
ERR

run case-log 7qk decline + cannot replace The last one. + offer
expect 'what is declined or cannot be is not offered again' 0 <<'OUT'
2026-11-24T14:11:00.003+01:00	261124-7QK4XME	decline	part-refund	kim	-	-	-
2026-11-24T14:11:00.004+01:00	261124-7QK4XME	cannot	replace	kim	-	-	The last one.
2026-11-24T14:11:00.005+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	plan=2026-11-01
2026-11-24T14:11:00.006+01:00	261124-7QK4XME	offer	voucher-5	kim	-	5.00	Five euros off next time	plan=2026-11-01	until=2027-11-24T14:11:00+01:00
OUT

run case-log 7qk accept ask-and-agree -a 15 -d 'wed 13:00'
expect 'a time that was told is a promise, whatever the remedy' 0 <<'OUT'
2026-11-24T14:11:00.008+01:00	261124-7QK4XME	accept	ask-and-agree	kim	2026-11-25T13:00:00+01:00	15.00	-
2026-11-24T14:11:00.009+01:00	261124-7QK4XME	promise	p1	kim	2026-11-25T13:00:00+01:00	-	Agree with them what puts it right	how=phone	plan=2026-11-01	remedy=ask-and-agree
OUT

run case-log 7qk accept ask-and-agree -d 'fri 10:00'
expect 'chosen once more with another time, it is moved' 0 <<'OUT'
2026-11-24T14:11:00.011+01:00	261124-7QK4XME	renew	p1	kim	2026-11-27T10:00:00+01:00	-	-	of=2026-11-24T14:11:00.009+01:00
OUT

unchanged case-log 7qk accept ask-and-agree
expect 'and without one there is nothing to record' 0 3<<'ERR'
case-log: ask-and-agree is chosen already; nothing new is recorded
ERR

run case-log 7qk kept p1 -n
expect 'a kept promise gives nothing' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:11:00.013+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	of=2026-11-24T14:11:00.011+01:00
OUT
case-log: p1 is for ask-and-agree: case-log 7qk give says that it is done
ERR

unchanged case-log 7qk accept tea
expect 'what is none is told what there is' 2 3<<'ERR'
case-log: accept: '...' is not a remedy; there are: replace, refund, part-refund, repair, ask-and-agree, voucher-5
ERR

unchanged case-log 7qk feedback
expect 'and so is what is missing' 2 3<<'ERR'
case-log: feedback needs 1, 2, 3, 4, 5, declined or unanswered behind it
ERR

run case-log 7qk flag safety -n
expect 'the ladder of the plan is named with the line to type' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:11:00.013+01:00	261124-7QK4XME	flag	safety	kim	-	-	-
OUT
case-log: safety: the plan takes this straight to owner: case-log 7qk escalate owner
ERR

sed 's/currency: EUR/&\n  decimal-mark: ","/' "$TOP/policies.yaml" >comma.yaml
run case-log -p comma.yaml 7qk amend -k value=18,50 -n
expect 'an amount as the shop writes it' 0 <<'OUT'
2026-11-24T14:11:00.013+01:00	261124-7QK4XME	amend	-	kim	-	-	-	value=18.50
OUT

unchanged case-log 7qk wish declined
expect 'a wish is declined with a reason' 2 3<<'ERR'
case-log: wish declined needs words behind it: the reason
ERR

unchanged case-log 7qk retract
expect 'retract is undo' 2 3<<'ERR'
case-log: case-log --undo 7QK4XME takes the last batch back
ERR

unchanged case-log 7qk open Again.
expect 'a case is opened once' 2 3<<'ERR'
case-log: a case is opened once; case-new writes a new one, and point a further point
ERR


# Roles and their limits.

sed 's/^roles:/staff: [{id: kim, name: Kim, role: counter}, {id: eva, name: Eva, role: owner}]\n&/' \
	"$TOP/policies.yaml" >staff.yaml
sed 's/^gates:.*/gates: {usual: refuse}/' staff.yaml >refuse.yaml
sed 's/^gates:.*/gates: {usual: remind}/' staff.yaml >remind.yaml
export AMENDS_POLICY="$HOME/staff.yaml"

begin
did 7qk amend -k value=72 + heard + restate The mug broke. + confirm
unchanged case-log 7qk offer refund
expect 'more than they may give (LOOK, D4)' 1 3<<'ERR'
case-log: not recorded: 72.00 is more than Kim may give on one case, 50.00
  plan  staff.yaml:39, authority
  ask   Eva, here today until 18:00
  then  case-log 7qk approve refund -b eva
  or    add --already, if it was offered: it is recorded, and listed for Eva
ERR

unchanged case-log 7qk approve refund
expect 'nor approve it themselves' 1 3<<'ERR'
case-log: not recorded: 72.00 is more than Kim may give on one case, 50.00
  plan  staff.yaml:39, authority
  ask   Eva, here today until 18:00
  then  case-log 7qk approve refund -b eva
  ask   Kim, as counter, may not approve; Eva may: -b eva
ERR

run case-log 7qk approve refund -b eva
expect 'who may, may' 0 <<'OUT'
2026-11-24T14:09:00.005+01:00	261124-7QK4XME	approve	refund	eva	-	-	-
OUT

run case-log 7qk offer refund + accept refund
expect 'and then it is offered' 0 <<'OUT'
2026-11-24T14:09:00.007+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	72.00	Give the money back	plan=2026-11-01
2026-11-24T14:09:00.008+01:00	261124-7QK4XME	accept	refund	kim	-	-	-
2026-11-24T14:09:00.009+01:00	261124-7QK4XME	promise	p1	kim	2026-11-27T18:00:00+01:00	-	Give the money back	how=phone	plan=2026-11-01	remedy=refund
OUT

unchanged case-log 7qk close best-done
expect 'best-done is for the owner, after all of it' 1 3<<'ERR'
case-log: not recorded: 7QK4XME is still owed 2 things
  plan  staff.yaml:73, best-done: second-offer, outside-told, role
  offer no second offer was made:                  case-log 7qk decline REMEDY + offer REMEDY
  tell  they do not know who else can look at it:  case-log 7qk tell outside
  ask   Kim, as counter, may not close-best-done; Eva may: -b eva
  then  case-log 7qk decline REMEDY + offer REMEDY + tell outside + close best-done -b eva
ERR

run case-log 7qk note Hello. --override 'No need'
expect 'a reason that nothing needed is said to be lost' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.011+01:00	261124-7QK4XME	note	-	kim	-	-	Hello.
OUT
case-log: no rule held it back: nothing was set aside, and the reason is not recorded
ERR

run case-log 7qk close satisfied --already
expect 'what was passed over is said, and for whom it is listed' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.013+01:00	261124-7QK4XME	close	satisfied	kim	-	-	-	out-of-order=fix-done-or-reason,customer-told
OUT
case-log: recorded out of order: fix-done-or-reason, customer-told; listed for Eva
ERR

unchanged case-log 7qk erase --already
expect 'but no act of authority without it' 1 3<<'ERR'
case-log: not recorded: Kim, as counter, may not erase
  plan  staff.yaml:37, roles
  ask   Eva
  then  case-log 7qk erase -b eva
ERR

begin
unchanged case-log 7qk offer refund --override 'She has a train'
expect 'a rule is set aside by those who may' 1 3<<'ERR'
case-log: not recorded: Kim may not set rules aside; add --already, if it was done
ERR

unchanged case-log 7qk offer refund --override ' ' -b eva
expect 'but not without a reason' 2 3<<'ERR'
case-log: --override needs a reason
ERR
unchanged case-log 7qk note ' '
expect 'blanks are no words' 2 3<<'ERR'
case-log: note needs words behind it
ERR

run case-log 7qk offer refund --override 'She has a train' -b eva
expect 'and that is a record of its own, with the reason' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	override	restated	eva	-	-	She has a train
2026-11-24T14:09:00.001+01:00	261124-7QK4XME	override	confirmed	eva	-	-	She has a train
2026-11-24T14:09:00.002+01:00	261124-7QK4XME	offer	refund	eva	2026-11-27T18:00:00+01:00	18.00	Give the money back	plan=2026-11-01
OUT

run case-log 7qk note Who is this -b nobody
expect 'somebody who is not in the staff is recorded as they are' 0 <<'OUT'
2026-11-24T14:09:00.004+01:00	261124-7QK4XME	note	-	nobody	-	-	Who is this
OUT

begin
did 7qk amend -k about=kim + heard + restate Kim laughed. + confirm
unchanged case-log 7qk finding not-upheld
expect 'nobody decides on a complaint about themselves' 1 3<<'ERR'
case-log: not recorded: the complaint is about Kim, who does not decide on it
  plan  staff.yaml:39, authority: own-case
  ask   Eva
  then  case-log 7qk assign eva + finding not-upheld -b eva
  or    add --already, if it was done: it is recorded, and listed for Eva
ERR

export AMENDS_POLICY="$HOME/refuse.yaml"
unchanged case-log 7qk close satisfied -b eva
expect 'a plan that refuses' 1 3<<'ERR'
case-log: not recorded: 7QK4XME is still owed 2 things
  plan  refuse.yaml:72, closing: fix-done-or-reason, customer-told
  fix   no fix is done, and nothing says why not:  case-log 7qk offer + accept replace + give -b eva
  tell  they do not know that it is done:          case-log 7qk tell done -b eva
  then  case-log 7qk offer + accept replace + give + tell done + close satisfied -b eva
ERR

export AMENDS_POLICY="$HOME/remind.yaml"
begin
run case-log 7qk close satisfied -b eva
expect 'a plan that reminds records it, with what was skipped' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	close	satisfied	eva	-	-	-	skipped=fix-done-or-reason,customer-told
OUT
case-log: closed within minutes, and nobody asked whether there is anything else: case-log 7qk reopen, if there is
ERR
export AMENDS_POLICY="$TOP/policies.yaml"


# Standard input.

agreed
run sh -c 'remedy-pick 7qk >options; case-log - <options'
expect 'options are offered' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261124-7QK4XME	offer	replace	kim	2026-11-26T18:00:00+01:00	18.00	Replace it	plan=2026-11-01
2026-11-24T14:11:00.001+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	plan=2026-11-01
2026-11-24T14:11:00.002+01:00	261124-7QK4XME	offer	part-refund	kim	-	9.00	They keep it, half the money back	plan=2026-11-01
OUT

cp journal before
run sh -c 'case-log - <before'
expect 'a journal piped back is passed over' 0
check 'and leaves no trace' cmp journal before

# Of a list whose times are to the minute, or of what was handed back.
cat >minute <<'TSV'
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Rang the carrier.
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Rang the maker.
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	in	phone	kim	-	-	-
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	in	phone	kim	-	-	She asked when.
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	amend	-	kim	-	-	-	phone=600111222
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	amend	-	kim	-	-	-	phone=600333444
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Rang the maker.
TSV
run sh -c 'case-log - <minute'
expect 'all that a list says of one instant is taken, and what it says twice once' 0 <<'OUT'
2026-11-24T13:30:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Rang the carrier.	logged=2026-11-24T14:11:00.000+01:00
2026-11-24T13:30:00.001+01:00	261124-7QK4XME	note	-	kim	-	-	Rang the maker.	logged=2026-11-24T14:11:00.000+01:00
2026-11-24T13:30:00.002+01:00	261124-7QK4XME	in	phone	kim	-	-	-	logged=2026-11-24T14:11:00.000+01:00
2026-11-24T13:30:00.003+01:00	261124-7QK4XME	in	phone	kim	-	-	She asked when.	logged=2026-11-24T14:11:00.000+01:00
2026-11-24T13:30:00.004+01:00	261124-7QK4XME	amend	-	kim	-	-	-	logged=2026-11-24T14:11:00.000+01:00	phone=600111222
2026-11-24T13:30:00.005+01:00	261124-7QK4XME	amend	-	kim	-	-	-	logged=2026-11-24T14:11:00.000+01:00	phone=600333444
OUT
cp journal before
run sh -c 'case-log - <minute'
expect 'and is there, if it comes once more' 0
run sh -c 'case-list -A -e all | case-log -'
expect 'so is what case-list -e adds its keys to' 0
check 'and neither leaves a trace' cmp journal before

# One that is settled at once: its chain makes what the list has as well.
run case-new -q -c 'Leo Marsh' -t faulty --settled replace -a 4.50 Cold coffee
run sh -c 'grep -c "	$0	" journal; grep "	$0	" journal | case-log -' "$(tail -n 1 journal | cut -f 2)"
sed 1q "$dir/out" >settled
run sh -c 'grep "	$0	" journal | AMENDS_JOURNAL=copy case-log - | grep -c .' "$(tail -n 1 journal | cut -f 2)"
check 'a copied case is the same case, chains and all' cmp settled "$dir/out"

run case-log - <<'TSV'
-	-	open	late	-	-	-	Late again.	customer=Tom Baker
TSV
take_id
expect 'a complaint without an id is given one' 0 <<OUT
2026-11-24T14:11:00.000+01:00	$id	open	late	kim	-	-	Late again.	customer=Tom Baker
OUT

run case-log - <<'TSV'
-	261124-ABE7R2H	open	-	sam	-	-	It is late.	customer=Rosa Lind
-	261124-ABE7R2H	promise	-	sam	2026-11-27T17:00:00+01:00	-	Ring.	how=phone
-	261124-ABE7R2H	promise	-	sam	2026-11-28T12:00:00+01:00	-	Ring again.	how=phone
-	261124-ABE7R2H	point	-	sam	-	-	And dented.
TSV
expect 'a dash is now, and the next id; the case may be opened before' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261124-ABE7R2H	open	-	sam	-	-	It is late.	customer=Rosa Lind
2026-11-24T14:11:00.001+01:00	261124-ABE7R2H	promise	p1	sam	2026-11-27T17:00:00+01:00	-	Ring.	how=phone	plan=2026-11-01
2026-11-24T14:11:00.002+01:00	261124-ABE7R2H	promise	p2	sam	2026-11-28T12:00:00+01:00	-	Ring again.	how=phone	plan=2026-11-01
2026-11-24T14:11:00.003+01:00	261124-ABE7R2H	point	pt1	sam	-	-	And dented.
OUT

run case-log - <<'TSV'
-	261124-7QK4XME	note	-	kim	-	-	It is dry.
2026-11-26T09:00:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	It rained.
2026-11-26T09:01:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	It still did.
TSV
expect 'what is days ahead is recorded, and said' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:11:00.004+01:00	261124-7QK4XME	note	-	kim	-	-	It is dry.
2026-11-26T09:00:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	It rained.	logged=2026-11-24T14:11:00.000+01:00
2026-11-26T09:01:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	It still did.	logged=2026-11-24T14:11:00.000+01:00
OUT
case-log: <stdin>:2:1: more than a day ahead of now: a clock was wrong, or this one is
case-log: and 1 more such line
ERR
begin

unchanged case-log -
expect 'nothing at all is a no' 1

unchanged case-log - <<'TSV'
# only a comment

TSV
expect 'so is a comment' 1

unchanged case-log - <<'TSV'
-	261124-7QK4XME	note	-	kim	-	-	Good.
-	261124-7QK4XME	note	-	kim	-	-	Bad \q escape.
-	261124-7QK4XME	frob	-	kim	-	-	No verb.
-	261124-7QK4XME	due	promise	kim	-	-	Worked out.
-	-	note	-	kim	-	-	No case.
short
TSV
expect 'bad lines are all named, and none is recorded' 3 3<<'ERR'
case-log: <stdin>:2:37: unknown escape \q
case-log: <stdin>:3:18: 'frob' is not an event that a recorder takes
case-log: <stdin>:4:18: 'due' is not an event that a recorder takes
case-log: <stdin>:5:3: field 2 does not say which case
case-log: <stdin>:6:6: 1 field where a record has at least 8
ERR

unchanged case-log - <<'TSV'
-	261124-7QK4XME	note	-	kim	-	-	Good.
-	261122-7QK4XMQ	note	-	kim	-	-	Of a case that is not there.
TSV
expect 'an event of no case is named by its line' 2 3<<'ERR'
case-log: <stdin>:2: no case '261122-7QK4XMQ'
ERR
unchanged case-log - <<'TSV'
-	261124-7QK4XME	note	-	kim	-	-	Good.
-	261124-7QK4XME	heat	-	kim	-	-	A heat that is not there.
TSV
expect 'one that the case cannot take is a bad line' 3 3<<'ERR'
case-log: <stdin>:2: heat needs a heat behind it: calm, upset, angry or abusive
ERR

begin
unchanged case-log - <<'TSV'
-	261124-7QK4XME	offer	refund	kim	-	18.00	-
TSV
expect 'rules hold for records as for words' 1 3<<'ERR'
case-log: not recorded: 7QK4XME has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log 7qk restate + confirm + offer refund
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

run sh -c 'printf "2026-11-24T14:20:00.000+01:00\t261124-7QK4XME\tnote\t-\tkim\t-\t-\tNo newline" | case-log -'
expect 'a last line without a newline is a record' 0 <<'OUT'
2026-11-24T14:20:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	No newline	logged=2026-11-24T14:09:00.000+01:00
OUT


# Taking back.

begin
unchanged case-log --undo 7qk
expect 'an opening is not taken back' 1 3<<'ERR'
case-log: nothing to take back: a complaint that was written down stays
ERR

did 7qk heard
at 2026-11-24T14:10
did 7qk restate The jug broke. + confirm
at 2026-11-24T14:11
run case-log --undo 7qk
expect 'the last batch is taken back' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-24T14:10:00.000+01:00
2026-11-24T14:11:00.001+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-24T14:10:00.001+01:00
OUT

run case-log --undo 7qk
expect 'and then the one before' 0 <<'OUT'
2026-11-24T14:11:00.003+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-24T14:09:00.000+01:00
OUT

unchanged case-log --undo 7qk
expect 'until none is left' 1 3<<'ERR'
case-log: nothing to take back: a complaint that was written down stays
ERR

unchanged case-log --undo 7qk heard
expect 'undo takes no event' 2 3<<'ERR'
case-log: --undo takes no event
ERR

begin
at 2026-11-24T14:09:20
did 7qk note First.
at 2026-11-24T14:09:40
did 7qk out phone Second. --at 14:09
at 2026-11-24T14:09:50
run case-log --undo 7qk
expect 'and one that was dated half a minute back' 0 <<'OUT'
2026-11-24T14:09:50.000+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-24T14:09:00.000+01:00
OUT

begin
did 7qk cause carrier
at 2026-11-24T14:11
did 7qk erase
unchanged case-log --undo 7qk
expect 'nothing before an erasure is taken for the last batch' 1 3<<'ERR'
case-log: nothing to take back: what was erased last stays erased
ERR

begin
did - <<'TSV'
2026-11-24T14:07:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
2026-11-24T14:08:00.000+01:00	261124-SB7000X	note	-	sam	-	-	A word too much.
TSV
at 2026-11-24T14:10
did 7qk merge sb7
at 2026-11-24T14:12
run case-log 7qk retract -k of=2026-11-24T14:08:00.000+01:00
expect 'an event of a case that was joined is taken back where it stands' \
	0 <<'OUT'
2026-11-24T14:12:00.000+01:00	261124-SB7000X	retract	-	kim	-	-	-	of=2026-11-24T14:08:00.000+01:00
OUT
run case-list -e note 7qk
expect 'and counts no longer' 0

at 2026-11-24T14:13
did 7qk erase
unchanged case-log 7qk retract -k of=2026-11-24T14:10:00.000+01:00
expect 'what was joined is not parted again once its words are erased' 2 3<<'ERR'
case-log: retract: a merge cannot be taken back once what was joined is erased
ERR

begin
did 7qk out phone --at 'yesterday 17:30'
run case-log --undo 7qk
expect 'a late entry is the last batch' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-23T17:30:00.000+01:00
OUT


# Two tills told of the same minute: a retract goes by that, and means one.

two_of_one_instant() {
	begin
	printf '2026-11-24T14:08:00.000+01:00\t261124-7QK4XME\t%s\n' "$1" "$2" \
		>>"$AMENDS_JOURNAL"
}
note='note	-	sam	-	-	She rang.	logged=2026-11-24T14:08'
ring='promise	p1	kim	2026-11-25T12:00:00+01:00	-	Ring her.	how=phone	logged=2026-11-24T14:08'

two_of_one_instant "$note:10.000+01:00" "$ring:20.000+01:00"
unchanged case-log --undo 7qk
expect 'what another till did is not taken back for the last batch' 1 3<<'ERR'
case-log: nothing is taken back: promise p1 has the instant of note, and a retract takes that one; if it is meant: case-log 7QK4XME retract -k of=2026-11-24T14:08:00.000+01:00
ERR
run case-log 7qk retract -k of=2026-11-24T14:08:00.000+01:00
expect 'and is where somebody says so' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-24T14:08:00.000+01:00
OUT
run case-list -e all -o event,what 7qk
expect 'the one that was named' 0 <<'OUT'
open	arrived-damaged
promise	p1
OUT
unchanged case-log --undo 7qk
expect 'a second retract of the instant would take nothing' 1 3<<'ERR'
case-log: nothing to take back: promise p1 has the instant of note, and a retract of that takes nothing more
ERR
unchanged case-log 7qk retract -k of=2026-11-24T14:08:00.000+01:00
expect 'nor is it recorded as if it did' 2 3<<'ERR'
case-log: retract: note of 2026-11-24T14:08:00.000+01:00 is taken back already
ERR
run case-log - <<'TSV'
2026-11-24T14:08:30.000+01:00	261124-7QK4XME	retract	-	sam	-	-	-	of=2026-11-24T14:08:00.000+01:00
TSV
expect 'what another till took back, too, is' 0 <<'OUT'
2026-11-24T14:08:30.000+01:00	261124-7QK4XME	retract	-	sam	-	-	-	logged=2026-11-24T14:09:00.000+01:00	of=2026-11-24T14:08:00.000+01:00
OUT

two_of_one_instant "$note:20.000+01:00" "$ring:10.000+01:00"
run case-log --undo 7qk
expect 'the last one is taken back where it is the one that is meant' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-24T14:08:00.000+01:00
OUT
two_of_one_instant "$note:10.000+01:00" "$ring:10.000+01:00"
run_at_terminal 'case-log --undo 7qk' 2>/dev/null
expect 'of two written down at once, the one that is' 0 <<'OUT'
7QK Ana Ruiz: taken back: note.
OUT


# A time of --at before what the event follows on.

begin
did 7qk heard + restate The mug broke. + confirm + offer + accept refund
at 2026-11-24T14:15
run case-log 7qk give --at 14:06
expect 'a gift before its choice is warned of, for it is owed still' 0 \
	<<'OUT' 3<<'ERR'
2026-11-24T14:06:00.000+01:00	261124-7QK4XME	give	refund	kim	-	18.00	-	logged=2026-11-24T14:15:00.000+01:00
2026-11-24T14:06:00.001+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	logged=2026-11-24T14:15:00.000+01:00	of=2026-11-24T14:09:00.007+01:00
OUT
case-log: that is before it was chosen, today 14:09, so that it is owed still: case-log --undo 7qk takes it back
ERR

begin
did 7qk promise Ring -d 17:00 -k how=phone
at 2026-11-24T14:15
run case-log 7qk kept --at 'yesterday 17:00'
expect 'and so is a promise kept before it was made' 0 <<'OUT' 3<<'ERR'
2026-11-23T17:00:00.000+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	logged=2026-11-24T14:15:00.000+01:00	of=2026-11-24T14:09:00.000+01:00
OUT
case-log: that is before it was promised, today 14:09: case-log --undo 7qk takes it back
ERR

begin
did 7qk promise Ring -d 17:00 -k how=phone
at 2026-11-24T14:15
run case-log 7qk kept --at 14:12
expect 'but not one that was kept some minutes ago' 0 <<'OUT'
2026-11-24T14:12:00.000+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	logged=2026-11-24T14:15:00.000+01:00	of=2026-11-24T14:09:00.000+01:00
OUT

begin
did 7qk promise Ring -d 16:00 -k how=phone
at 2026-11-24T14:30
did 7qk renew p1 -d 18:00
at 2026-11-24T15:10
did 7qk kept p1 --at 14:20
run case-list 7qk -e promise,renew -o event,state
expect 'one kept before it was moved is the one that was kept' 0 <<'OUT'
promise	kept
renew	-
OUT

begin
did 7qk promise Ring -d 14:30 -k how=phone
at 2026-11-24T15:10
did 7qk broken p1
at 2026-11-24T15:20
run case-log 7qk kept p1 --at 14:20
expect 'and one written down as broken was kept, if it was before' 0 <<'OUT'
2026-11-24T14:20:00.000+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	logged=2026-11-24T15:20:00.000+01:00	of=2026-11-24T14:09:00.000+01:00
OUT
run followup-due 7qk -q -k what=apologise
expect 'so that no apology is owed' 1


# Joining.

begin
did - <<'TSV'
2026-11-24T15:00:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The same mug.	customer=Ana Ruiz
TSV
at 2026-11-24T15:10
run case-log 7qk merge sb7
expect 'two cases are joined' 0 <<'OUT'
2026-11-24T15:10:00.000+01:00	261124-7QK4XME	merge	261124-SB7000X	kim	-	-	-
OUT

run case-log sb7 heard
expect 'and what is logged on the one counts in the other' 0 <<'OUT'
2026-11-24T15:10:00.002+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT

begin
did - <<'TSV'
2026-11-24T14:06:00.000+01:00	261124-SB7000X	open	safety	sam	-	-	It cut her hand.	customer=Ana Ruiz
TSV
at 2026-11-24T14:10
run case-log 7qk merge sb7
expect 'joined to a lesser one it is as grave as before, and that is said' \
	0 <<'OUT' 3<<'ERR'
2026-11-24T14:10:00.000+01:00	261124-7QK4XME	merge	261124-SB7000X	kim	-	-	-
OUT
case-log: it is as grave as safety now, and still has the remedies of arrived-damaged; to have those of safety: case-log 7qk amend -k category=safety
case-log: safety: the plan takes this straight to owner: case-log 7qk escalate owner
ERR
run followup-due -o due,what
expect 'so it is due as soon as that, and not in days' 0 <<'OUT'
2026-11-24T15:05:09+01:00	acknowledge
2026-11-25T09:05:09+01:00	first-action
2026-11-25T18:00:00+01:00	update
2026-11-25T18:00:00+01:00	answer
OUT
did 7qk amend -k category=safety
run case-list -o short,category
expect 'and it has the other category with the line to type' 0 <<'OUT'
7QK4XME	safety
OUT

begin
did - <<'TSV'
2026-11-24T14:06:00.000+01:00	261124-SB7000X	open	late	sam	-	-	It is late.	customer=Ana Ruiz
2026-11-24T14:07:00.000+01:00	261124-SB7000X	amend	-	sam	-	-	-	category=faulty
TSV
at 2026-11-24T14:10
did 7qk merge sb7
run case-list -o short,category
expect 'a case keeps its own category when another is joined to it' 0 <<'OUT'
7QK4XME	arrived-damaged
OUT

begin
did --already - <<'TSV'
2026-11-24T11:00:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The mug, again.	customer=Ana Ruiz
2026-11-24T11:30:00.000+01:00	261124-SB7000X	close	walked-away	sam	-	-	-
TSV
at 2026-11-24T15:10
run case-log 7qk merge 261124-SB7000X
expect 'it is said where an open case is closed with one that joins it' 0 \
	<<'OUT' 3<<'ERR'
2026-11-24T15:10:00.000+01:00	261124-7QK4XME	merge	261124-SB7000X	kim	-	-	-
OUT
case-log: one of the two was closed, so that both are now; if it is not over: case-log 7qk reopen WORDS
ERR
did 261124-7QK4XME reopen The mug is not here yet.
run case-list -o short,state
expect 'and goes on as it says there' 0 <<'OUT'
7QK4XME	hearing
OUT

begin
did --already - <<'TSV'
2026-11-24T14:00:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The mug, again.	customer=Ana Ruiz
2026-11-24T14:01:00.000+01:00	261124-SB7000X	close	walked-away	sam	-	-	-
2026-11-24T14:08:00.000+01:00	261124-7QK4XME	close	walked-away	sam	-	-	-
TSV
at 2026-11-24T15:10
run case-log 261124-7QK4XME merge 261124-SB7000X
expect 'and not where both were' 0 <<'OUT'
2026-11-24T15:10:00.000+01:00	261124-7QK4XME	merge	261124-SB7000X	kim	-	-	-
OUT

begin
did - <<'TSV'
2026-11-24T15:00:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
TSV
at 2026-11-24T15:10
did 7qk merge sb7
did 7qk answer pt0 A new mug is on its way.
run case-log 7qk answer pt0 The spoon is in the same parcel.
expect 'of two openings that were joined the one is answered that was not' \
	0 <<'OUT'
2026-11-24T15:10:00.004+01:00	261124-7QK4XME	answer	pt0	kim	-	-	The spoon is in the same parcel.	of=2026-11-24T15:00:00.000+01:00
OUT

begin
did - <<'TSV'
2026-11-24T15:00:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
TSV
at 2026-11-24T15:10
did 7qk merge sb7
did 7qk answer pt0 A new mug is on its way.
run sh -c 'case-show --hand-over 7qk | grep pt0'
expect 'and the card for the next person has the other' 0 <<'OUT'
            pt0: "The spoon is missing."
OUT

begin
did - <<'TSV'
2026-11-24T14:05:09.123+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
TSV
at 2026-11-24T15:10
did 7qk merge sb7
did 7qk answer pt0 A new mug is on its way.
did 7qk answer pt0 The spoon is in the same parcel.
run sh -c 'case-show --hand-over 7qk | grep "point is open"'
expect 'so it is where both were opened at one instant' 0 <<'OUT'
            no point is open
OUT
run case-log 7qk heart pt0
expect 'and the heart of it is what the case itself began with' 0 <<'OUT'
2026-11-24T15:10:00.006+01:00	261124-7QK4XME	heart	pt0	kim	-	-	-	of=2026-11-24T14:05:09.123+01:00
OUT

begin
did - <<'TSV'
2026-11-24T14:07:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
TSV
at 2026-11-24T14:10
did 7qk merge sb7
did 7qk heard + restate Broken, and no spoon. + confirm
run case-log 7qk offer refund
expect 'of two openings one has to be the heart of it' 1 3<<'ERR'
case-log: not recorded: 7QK4XME has not yet said what the heart of it is
  plan  policies.yaml:57, before-any-offer: heart
  ask   if it is "...":                            case-log 7qk heart pt0 -k of=2026-11-24T14:07:00.000+01:00
  then  case-log 7qk heart pt0 + offer refund
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR
run sh -c 'case-log 7qk | grep ^then'
expect 'the case says so, too' 0 <<'OUT'
then  case-log 7qk heart pt0
OUT
did 7qk heart pt0 -k of=2026-11-24T14:07:00.000+01:00
run sh -c 'case-show 7qk | grep "^The heart"'
expect 'and with the line to type it is that of the other' 0 <<'OUT'
The heart   The spoon is missing.
OUT
did 7qk offer refund

begin
did - <<'TSV'
2026-11-24T14:07:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
2026-11-24T14:08:00.000+01:00	261124-SB7000X	note	-	sam	-	-	A word too much.
2026-11-24T14:08:00.000+01:00	261124-7QK4XME	out	phone	kim	-	-	Rang
TSV
at 2026-11-24T14:10
did 7qk merge sb7
at 2026-11-24T14:12
run case-log 7qk retract -k of=2026-11-24T14:08:00.000+01:00
expect 'of two of one instant the own one is taken back' 0 <<'OUT'
2026-11-24T14:12:00.000+01:00	261124-7QK4XME	retract	-	kim	-	-	-	of=2026-11-24T14:08:00.000+01:00
OUT
at 2026-11-24T14:13
run case-log 7qk retract -k of=2026-11-24T14:08:00.000+01:00
expect 'and it is said when the other one is' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:13:00.000+01:00	261124-SB7000X	retract	-	kim	-	-	-	of=2026-11-24T14:08:00.000+01:00
OUT
case-log: that of 7QK4XME is taken back already; this is note of SB7000X, which was joined to it
ERR

# Cases that were joined, and gave out p1 both.

begin
did - <<'TSV'
2026-11-24T14:07:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
2026-11-24T14:08:00.000+01:00	261124-SB7000X	promise	p1	sam	2026-11-26T17:00:00+01:00	-	Send the spoon	how=phone
2026-11-24T14:08:30.000+01:00	261124-7QK4XME	promise	p1	kim	2026-11-27T17:00:00+01:00	-	Ring about the mug	how=phone
TSV
at 2026-11-24T14:10
did 7qk merge sb7
run sh -c 'followup-due --letter 7qk | tail -n 2'
expect 'the letter says which p1 is kept by the line to type' 0 <<'OUT'
A story: case-show 7qk. Talked to them: case-log 7qk out phone.
Kept: case-log 7qk kept p1 -k of=2026-11-24T14:08:00.000+01:00.
OUT
run case-log -n 7qk kept p1 -k of=2026-11-24T14:08:00.000+01:00
expect 'and the line means that one' 0 <<'OUT'
2026-11-24T14:10:00.002+01:00	261124-7QK4XME	kept	p1	kim	-	-	-	of=2026-11-24T14:08:00.000+01:00
OUT
# means WORD: which promise a bare p1 of a case named so is.
means() {
	run case-log -n "$1" kept p1
	sed 's/.*of=/of=/' "$dir/out" >out.of
	mv out.of "$dir/out"
}
means 7qk
expect 'else it is that of the case that was typed' 0 <<'OUT' 3<<'ERR'
of=2026-11-24T14:08:30.000+01:00
OUT
case-log: p1 was given out twice: this is "...", and "..." is still open
ERR
means sb7
expect 'even where that one was joined to another' 0 <<'OUT' 3<<'ERR'
of=2026-11-24T14:08:00.000+01:00
OUT
case-log: p1 was given out twice: this is "...", and "..." is still open
ERR
means ruiz
expect 'and of a customer the one that is due first' 0 <<'OUT' 3<<'ERR'
of=2026-11-24T14:08:00.000+01:00
OUT
case-log: p1 was given out twice: this is "...", and "..." is still open
ERR
did 7qk close satisfied --already
run sh -c 'case-show 7qk | grep -A 1 kept'
expect 'the page of a case that is closed names it, too' 0 <<'OUT'
Next        case-log 7qk kept p1 -k of=2026-11-24T14:08:00.000+01:00
                                              once that is done
OUT

chosen
did - <<'TSV'
2026-11-24T14:07:00.000+01:00	261124-SB7000X	open	late	sam	-	-	The spoon is missing.	customer=Ana Ruiz
2026-11-24T14:08:00.000+01:00	261124-SB7000X	promise	p1	sam	2026-11-24T17:00:00+01:00	-	Send the spoon	how=phone
TSV
did 7qk merge sb7
run case-log ruiz accept replace -d 'mon 17:00'
sed -i 's/.*of=/of=/' "$dir/out"
expect 'a new time for what they chose moves the promise of that' 0 \
	<<'OUT' 3<<'ERR'
of=2026-11-24T14:11:00.005+01:00
OUT
ERR

begin
did 7qk erase
at 2026-11-24T14:12
did 7qk promise The money is on its way. -d 17:00 -k how=phone
run followup-due -o case,what,ref,text
expect 'what is promised to somebody who is erased is owed all the same' 0 \
	<<'OUT'
261124-7QK4XME	promise	p1	The money is on its way.
OUT
did 7qk kept
run case-list -e promise -o what,state
expect 'and can be kept' 0 <<'OUT'
p1	kept
OUT

unchanged case-log 7qk merge 7qk4
expect 'a case is not joined with itself' 2 3<<'ERR'
case-log: '7qk4' is that very case
ERR

unchanged case-log 7qk merge zoe
expect 'nor with none' 2 3<<'ERR'
case-log: no case fits '...'
ERR


# The plan.

begin
printf 'policy: 1\nshop: {name: Casa Luz, timezone: Europe/Madird, currency: EUR}\n' >faulty.yaml
run case-log -p faulty.yaml 7qk heard + restate The mug broke.
expect 'a faulty plan silences nobody' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
2026-11-24T14:09:00.001+01:00	261124-7QK4XME	restate	-	kim	-	-	The mug broke.
OUT
case-log: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
case-log: recorded all the same, without the plan
ERR

sed 's/currency: EUR/currency: KWD/; s/\([0-9]\)\.00/\1/g' \
	"$TOP/policies.yaml" >sound.yaml
{ cat sound.yaml; echo 'x: y'; } >unsound.yaml
case-new -q -p sound.yaml -f dinar -c Aki -k value=1.500 Broken. >/dev/null
case-log -q -p unsound.yaml -f dinar aki give refund -a 1.25 --already \
	>/dev/null 2>&1
run case-list -p sound.yaml -f dinar -o given
expect 'what is given has the decimals of the journal all the same' 0 <<'OUT'
1.250
OUT

unchanged case-log -p faulty.yaml 7qk offer refund -a 18
expect 'what rules may hold back waits' 1 3<<'ERR'
case-log: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
case-log: not recorded: the plan is faulty, and rules hold offer back; case-check says what is wrong; add --already, if it was done
ERR

run case-log -p faulty.yaml 7qk give refund -a 18 --already
expect 'unless it was done' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.003+01:00	261124-7QK4XME	give	refund	kim	-	18.00	-
OUT
case-log: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
case-log: recorded all the same, without the plan
ERR

run case-log -p faulty.yaml 7qk
expect 'where it stands is said without the plan' 3 <<'OUT' 3<<'ERR'
7QK Ana Ruiz, arrived-damaged: hearing. The plan is faulty; case-check says what is wrong.
OUT
case-log: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
ERR

run case-log -p none.yaml 7qk note No plan.
expect 'a plan that is not there is a faulty one' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.005+01:00	261124-7QK4XME	note	-	kim	-	-	No plan.
OUT
case-log: none.yaml: No such file or directory
case-log: recorded all the same, without the plan
ERR

run case-log -p faulty.yaml 7qk promise Ring them -d 17:00 -k how=phone
expect 'a time as typed is of the journal then' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.007+01:00	261124-7QK4XME	promise	p1	kim	2026-11-24T17:00:00+01:00	-	Ring them	how=phone
OUT
case-log: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
case-log: recorded all the same, without the plan
ERR
run case-log -p faulty.yaml 7qk in phone They rang. --at 13:45
expect 'and so is when it happened' 0 <<'OUT' 3<<'ERR'
2026-11-24T13:45:00.000+01:00	261124-7QK4XME	in	phone	kim	-	-	They rang.	logged=2026-11-24T14:09:00.000+01:00
OUT
case-log: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
case-log: recorded all the same, without the plan
ERR
run env AMENDS_NOW='2026-11-24 14:10' case-log -p faulty.yaml 7qk in phone They rang. --at 14:02
expect 'and what now is' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:02:00.000+01:00	261124-7QK4XME	in	phone	kim	-	-	They rang.	logged=2026-11-24T14:10:00.000+01:00
OUT
case-log: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
case-log: recorded all the same, without the plan
ERR

begin
run_at_terminal 'case-log ruiz heard + restate It broke. + confirm + offer + accept replace'
expect 'at a terminal it is said back in words' 0 <<'OUT'
7QK Ana Ruiz: heard, said back, agreed, offered replace, refund, part-refund,
they chose replace, promised p1, by Thu 26 Nov 18:00, in 2 open days.
OUT

run_at_terminal 'case-log -q 7qk give'
expect 'with -q it is not' 0

run_at_terminal 'case-log --undo 7qk'
expect 'what was taken back is said' 0 <<'OUT'
7QK Ana Ruiz: taken back: give replace, kept p1.
OUT

run_at_terminal 'case-log -p staff.yaml -b zoe 7qk note Who is this'
expect 'somebody who is not in the staff is told so' 0 <<'OUT'
7QK Ana Ruiz: noted.
case-log: 'zoe' is not in the plan's staff; recorded as it is
OUT

if [ "${PLAN-}" = installed ]; then
	run_at_terminal 'env -u AMENDS_POLICY case-log 7qk note Hello.'
	expect 'the plan that came with amends is said to be that' 0 <<'OUT'
7QK Ana Ruiz: noted.
case-log: the plan in force is the one that came with amends: its zone and
currency may not be the shop's; case-check --starter prints a plan to begin with
OUT
else
	skip 'the plan that came with amends' 'needs an installed one'
fi

begin
run case-log 7qk heard -n
expect 'a dry run prints what it would record' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT
check 'and records nothing' sh -c '[ "$(wc -l <journal)" = 2 ]'

run case-log 7qk heard --now 2026-11-24T16:00+01:00
expect '--now is the clock' 0 <<'OUT'
2026-11-24T16:00:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT

run case-log -f other 7qk heard
expect 'a journal that is not there' 4 3<<'ERR'
case-log: not recorded: other: there is no journal yet; case-new begins one
ERR

run case-log -f drive/shop/other 7qk heard
expect 'nor is the folder that it was in' 4 3<<'ERR'
case-log: not recorded: drive/shop/other: the folder drive is not there; is its drive missing?
ERR

run case-log -f - 7qk heard
expect 'standard input is no journal' 2 3<<'ERR'
case-log: not recorded: standard input is no journal to record in
ERR

rm -f journal
unset AMENDS_JOURNAL
run case-log 7qk heard
expect 'the default one that is not there' 2 3<<'ERR'
case-log: no case fits '7qk'
ERR

# Hostile words.

name=$(printf 'Ana \033]0;pwn\007\033[2J')
run case-new -f hostile -c "$name" The mug broke.
run case-log -f hostile ana
check 'no escape of a customer reaches the one who reads the case' \
	sh -c 'grep -q "Ana .x1b.0;pwn.x07.x1b.2J" "$1" &&
		! grep -q "$(printf "\033")" "$1"' sh "$dir/out"

finish
