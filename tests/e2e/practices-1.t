#!/bin/sh
# The practices P01 to P14: what an angry customer wants of a shop.
# shellcheck disable=SC1010,SC2119 # "done" is a word here
. "${0%/*}/practice.sh"

begin
says 'P01 the three causes that shops make themselves are offered first' 2 \
	'cause needs a cause behind it: overpromised, time-management, misinformed,' -- \
	case-log 7qk cause
says 'P01 and by the help on the word' 0 \
	'WHAT is a cause: overpromised, time-management, misinformed,' -- \
	case-log --help cause

agreed
did 7qk offer replace + offer refund + accept replace + give + give voucher-5
did 7qk apology We packed it badly. I am sorry that it spoilt the present.
run case-list -e give,apology -o event,what,kind 7qk
expect 'P02 a fix and a gesture are two kinds of thing, and an apology is neither' 0 <<'OUT'
give	replace	fix
give	voucher-5	gesture
apology	-	-
OUT

begin
says 'P04 nothing is offered before it was said back to them' 1 \
	'7QK4XME has not yet heard it back and agreed' \
	'say "I hear that you are upset because {happened}. I can understand that. Have I got it right?"' \
	'then case-log 7qk restate + confirm + offer' -- \
	case-log 7qk offer
did 7qk heard + restate The mug broke on the way. + confirm
says 'P04 and then it is' 0 'offer replace' -- case-log -n 7qk offer

begin
did 7qk restate It broke. + confirm + offer + accept refund + give + tell done
says 'P05 who closes within minutes, with nobody asked for more, is told' 0 \
	'closed within minutes, and nobody asked whether there is anything else: case-log 7qk reopen, if there is' -- \
	case-log -n 7qk close satisfied
did 7qk heard
says 'P05 and not once they were heard out' 0 '!within minutes' -- \
	case-log -n 7qk close satisfied

begin
did 7qk in phone She rang again. + point The box was open + point The card was missing + point It was late
did 7qk heard
run case-list -e point,heard -o event,what 7qk
expect 'P06 a talk is one heard with any number of points' 0 <<'OUT'
point	pt1
point	pt2
point	pt3
heard	-
OUT
at 2027-02-24T14:09
says 'P06 three months later nothing has closed by itself' 0 \
	'say where it stands' 'state=late' -- followup-due 7qk

begin
says 'P07 our side of it comes after theirs' 0 \
	'they come first: hear them out before our side is told' -- \
	case-log -n 7qk side It was whole when it left.
did 7qk heard
says 'P07 and is taken without a word once they were heard' 0 \
	'!they come first' -- case-log -n 7qk side It was whole when it left.

did 7qk point The card was missing, too.
says 'P07 nor before what else they said was heard' 0 'they come first' -- \
	case-log -n 7qk side It was whole when it left.

begin
agreed
says 'P09 one option alone is no choice, and wants its reason' 0 \
	'1 option is no choice, and the plan shows 2 at least (policies.yaml:58); say why: case-log 7qk note REASON' -- \
	case-log -n 7qk offer refund
did 7qk note They fly tonight: nothing else can be in time.
says 'P09 and with it, it is one' 0 '!no choice' -- case-log -n 7qk offer refund

begin
agreed
did 7qk offer + accept refund
run case-list -e offer,accept -o event,what 7qk
expect 'P09 they chose from what was put to them, and both are kept' 0 <<'OUT'
offer	replace
offer	refund
offer	part-refund
accept	refund
OUT

begin
agreed
did 7qk cannot replace The last one is gone.
run remedy-pick -o event,what,kind 7qk
expect 'P10 there is a fix among the options as long as one can be done' 0 <<'OUT'
offer	refund	fix
offer	part-refund	fix
offer	voucher-5	gesture
OUT
says 'P10 that none can be done wants a reason' 2 \
	'cannot all needs words behind it' -- case-log 7qk cannot all

did 7qk cannot replace The last one is gone.
says 'P10 what cannot be done is not offered without a word' 0 \
	'replace cannot be done, wrote kim down today 14:09' -- \
	case-log -n 7qk offer replace + accept replace

begin
agreed
run remedy-pick -o what,due 7qk
expect 'P11 each option has the soonest time it can be done by, soonest first' 0 <<'OUT'
replace	2026-11-26T18:00:00+01:00
refund	2026-11-27T18:00:00+01:00
part-refund	-
OUT

begin
says 'P12 a case closes with a word for how they leave' 2 \
	'close needs an outcome behind it: delighted, satisfied, placated, unhappy, walked-away or best-done' -- \
	case-log 7qk close
says 'P12 and happy is not taken for unhappy' 2 '!did you mean' \
	'is not an outcome; there are: delighted, satisfied, placated,' -- \
	case-log 7qk close happy
says 'P12 nor a word that is none for an outcome, though it has happened' 0 \
	'is not an outcome; there are: delighted, satisfied, placated, unhappy, walked-away, best-done; recorded as it is' -- \
	case-log -n 7qk close solved --already

firm
begin
did 7qk review web One star. Broken, and nobody cares.
says 'P13 a review has a reply clock of its own' 0 \
	'due review jo 2026-11-25T17:30:00+00:00' \
	'answer what they wrote in public' -- followup-due 7qk
did -b jo 7qk out review We are sorry that it broke.
says 'P13 which our answer there stops' 0 '!review' -- followup-due 7qk
says 'P13 what is never shown in public is warned of' 0 \
	'out: "..." looks like the number of an order, in public' \
	'out: "..." is a phone number, in public' '--undo 7qk' '!4711"' -- \
	case-log -n 7qk out review Your order 4711: ring 600 111 222.
says 'P13 and of what they alone read nothing is' 0 '!in public' -- \
	case-log -n 7qk out email Your order 4711: ring 600 111 222.
begin channel=review
did 7qk out phone We look into it. + close walked-away --already
says 'P13 nor is a complaint in public left unanswered there' 0 \
	'due review jo 2026-11-25T17:30:00+00:00' 'ref=review' -- followup-due
did -b jo 7qk out review We are sorry that it broke.
says 'P13 and then is not' 0 '!due review' -- followup-due
begin

agreed
at 2026-11-24T15:00
did 7qk finding upheld + offer swap-we-collect + offer refund-item + accept refund-item + give
did 7qk apology Sorry. + tell done + cause carrier + prevent none No pattern. + feedback 3 + close placated
says 'P14 who left placated or unhappy is asked again after 90 days' 0 \
	'due follow-up amy 2027-02-23T09:00:00+00:00' \
	'Have we earned you back?' 'ref=win-back' -- followup-due 7qk
finish
