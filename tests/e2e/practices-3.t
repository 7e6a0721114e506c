#!/bin/sh
# The practices P38 to P48: who helps, and what is promised.
# shellcheck disable=SC1010,SC2119 # "done" is a word here
. "${0%/*}/practice.sh"

firm
begin
says 'P38 whoever stands at the counter may write it down, promise and offer within limits' 0 \
	'heard' 'promise p1' 'offer refund-item' -- \
	case-log -n 7qk heard + point x + heart pt1 + restate x + confirm + promise Ring -d 1bd -k how=phone + offer refund-item
says 'P38 and nobody needs leave to write down what happened' 0 'give refund-item' \
	'recorded out of order: over-authority; listed for Ruth Keane' -- \
	case-log -n 7qk give refund-item -a 68 --already

did 7qk heard + restate It broke. + confirm
says 'P39 what turns personal goes up one rung at once' 0 \
	'personal: the plan takes this one rung up: case-log 7qk escalate' -- \
	case-log 7qk flag personal
did 7qk out phone
says 'P39 the line to type for it is said with the case, until somebody does' 0 \
	'up personal, one rung up: case-log 7qk escalate senior' -- case-log 7qk
says 'P39 on its page, too' 0 \
	'case-log 7qk escalate senior personal, one rung up' -- case-show 7qk
says 'P39 and in the letter' 0 \
	'Personal, one rung up: case-log 7qk escalate senior' -- followup-due --letter
says 'P39 and whoever is on that rung owes it that it is taken up' 0 \
	'reply jo' 'personal was flagged: take it up, or say who does' -- \
	followup-due --for jo
did 7qk flag press
says 'P39 the owner, where it goes straight to them' 0 \
	'reply ruth' 'press was flagged: take it up, or say who does' -- \
	followup-due --for ruth
did --undo 7qk
did 7qk heat abusive
says 'P39 and so does abuse' 0 'reply' 'they are abusive: take it up, or say who does' -- \
	followup-due 7qk
did 7qk escalate
says 'P39 which is over once it is up' 0 'also' '!escalate senior' -- case-log 7qk
says 'P39 whoever takes it up need not ask the customer again' 0 \
	'hand said back: "It broke."' 'no promise is open' 'nothing offered so far' \
	'said as abusive' -- case-log 7qk

begin wants='A new bike'
says 'P40 what they wish is not declined without a reason' 2 \
	'needs words behind it' -- case-log -b jo 7qk wish declined
agreed
did -b jo 7qk wish declined It is a mug.
says 'P40 nor closed on without something else that they could have' 1 \
	'customer-wish: second-offer' 'no second offer was made' -- \
	case-log -b jo 7qk apology Sorry. + give refund-item + tell done + feedback 3 + cause product + prevent none No pattern. + close placated
did 7qk offer
says 'P40 which remedy-pick has, beside what they wished' 0 'close placated' -- \
	case-log -n -b jo 7qk apology Sorry. + give refund-item + tell done + feedback 3 + cause product + prevent none No pattern. + close placated

gentle
begin
says 'P41 a promise says what' 2 'promise needs words behind it' -- \
	case-log 7qk promise -d 2bd -k how=phone
says 'P41 by when' 2 "promise needs a time, as -d 'fri 17:00' or -d 2bd" -- \
	case-log 7qk promise Ring -k how=phone
says 'P41 and how' 1 'a promise says how they hear of it' -- \
	case-log 7qk promise Ring -d 2bd

says 'P42 a window is a time, and its end is when it is due' 0 \
	'promise p1 kim 2026-11-26T12:00:00+01:00' 'from=2026-11-26T10:00:00+01:00' -- \
	case-log -n 7qk promise Ring -d 'thu 10:00..12:00' -k how=phone
for vague in soon shortly asap later; do
	says "P42 $vague is none" 2 "'$vague' does not say when" -- \
		case-log 7qk promise Ring -d "$vague" -k how=phone
done

firm
begin
says 'P44 under what the plan says their word is enough' 0 \
	'see nothing: their word is enough' -- case-log 7qk
did 7qk amend -k value=80
says 'P44 above it the plan says what to look at' 0 'see photo' -- case-log 7qk
says 'P44 what was seen, and what comes of it, are written down' 0 \
	'evidence receipt-or-order' 'finding partly' -- \
	case-log -n 7qk evidence receipt-or-order The till says two. + finding partly We charged for three.

begin
says 'P45 a rule is set aside by who may, with a reason' 0 \
	'override restated ruth - - They are in a hurry' -- \
	case-log -b ruth 7qk offer refund-item --override 'They are in a hurry'
says 'P45 and that is listed, not hidden' 0 \
	'due passed-over ruth' 'set restated' 'set confirmed' 'They are in a hurry' -- followup-due
says 'P45 but by nobody else' 1 'Amy Osei may not set rules aside' -- \
	case-log 7qk accept refund-item + close satisfied --override 'I am in a hurry'

gentle
begin
for who in 'J9W000P calm' 'HN40005 angry' 'MJ2000V upset'; do
	printf '2026-11-24T14:05:09.123+01:00\t261124-%s\topen\tlate\tkim\t-\t-\tLate.\tcustomer=%s\theat=%s\n' \
		"${who% *}" "${who#* }" "${who#* }"
done | case-log - >/dev/null
at 2026-11-26T17:00
run followup-due -k what=update -o customer,heat
expect 'P46 of what is due at the same time the hottest is on top' 0 <<'OUT'
angry	angry
upset	upset
Ana Ruiz	-
calm	calm
OUT
did j9w promise Ring -d 'today 17:30' -k how=phone
at 2026-11-26T17:45
run followup-due -w close -o customer,what,state
expect 'P46 and before it what was promised and not kept' 0 <<'OUT'
angry	acknowledge	late
upset	acknowledge	late
Ana Ruiz	acknowledge	late
calm	promise	late
angry	first-action	today
angry	update	today
upset	first-action	today
upset	update	today
Ana Ruiz	first-action	today
Ana Ruiz	update	today
calm	update	today
OUT
# Words that go out, as case-log writes them down.

gentle
begin
run case-log -n 7qk out 'We did NOT LOSE it. Royal Mail did.'
expect 'P03 what shouts, and blames, is recorded, and what to say is said' 0 \
	3<<'ERR' <<'OUT'
case-log: out: "NOT LOSE" shouts; write it in small letters
case-log: out: "Royal Mail" blames someone else; say: This was ours to get right, and we are putting it right
case-log: recorded as it is; to put it in other words: case-log --undo 7qk, and again
ERR
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	out	-	kim	-	-	We did NOT LOSE it. Royal Mail did.
OUT
says 'P03 what is heated is named as that' 0 \
	'out: "ridiculous" is heated; say: I can see why this matters' -- \
	case-log -n 7qk out phone Do not be ridiculous.
run case-log -n 7qk answer pt0 "I don't know yet."
expect 'P43 who does not know says by when they will, and promises it' 0 \
	3<<'ERR' <<'OUT'
case-log: answer: "I don't know" refuses; say: I will find out and ring you by [day and time]
case-log: recorded as it is; to put it in other words: case-log --undo 7qk, and again
case-log: and so that they hear by then: case-log 7qk promise WORDS -d TIME -k how=phone
ERR
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	answer	pt0	kim	-	-	I don't know yet.	of=2026-11-24T14:05:09.123+01:00
OUT
says 'P42 nor is "soon" when they are told' 0 '"soon" names no time' -- \
	case-log -n 7qk out You will hear from us soon.
says 'P42 but a promise has its time' 0 '!names no time' -- \
	case-log -n 7qk promise Ring you soon -d fri -k how=phone
says 'P48 what argues is not how it is said back' 0 '"you should have"' \
	'--undo 7qk' -- case-log -n 7qk restate You say that you should have rung.
says 'P53 half an apology is told from a whole one' 0 '"Sorry if" is half an apology' -- \
	case-log -n 7qk apology Sorry if it was late.
says 'P25 of a note, what is said about the customer, who may ask to read it' 0 \
	'note: "moron"' '!"no"' -- case-log -n 7qk note No, he is a moron.
says 'P25 and of what came in, nothing' 0 '!undo' -- \
	case-log -n 7qk in You moron, no, never.
did 7qk heard + restate It broke. + confirm
says 'P03 what goes out clean is not talked about' 0 '!say:' '!--undo' -- \
	case-log -n 7qk out 'Here is what I can do: a new one by Saturday.'
finish
