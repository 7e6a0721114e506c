#!/bin/sh
# The practices P49 to P63: seven steps, from listening to the thank-you note.
# shellcheck disable=SC1010,SC2119 # "done" is a word here
. "${0%/*}/practice.sh"

begin
says 'P49 nothing is picked before it was said back and agreed' 1 \
	'7QK4XME has not yet heard it back and agreed' \
	'say "I hear that you are upset because {happened}. I can understand that. Have I got it right?"' -- \
	remedy-pick 7qk
did 7qk heard + restate The mug broke.
says 'P49 said back alone is not agreed' 1 '7QK4XME has not yet agreed' -- \
	remedy-pick 7qk
did 7qk confirm
says 'P49 and then it is' 0 'offer replace' -- remedy-pick 7qk

firm
begin
did 7qk heat abusive
says 'P50 abuse is answered with one sentence that steers back' 0 \
	'say "I am here to help you get this sorted. Can we go back to the mug came in pieces?"' -- \
	case-log 7qk
did 7qk out phone Can we go back to the mug?
says 'P50 said once, and not again' 0 '!I am here to help you get this sorted' -- \
	case-log 7qk

gentle
begin
did 7qk promise Ring with the answer -d 'fri 12:00' -k how=phone
run_at_terminal "case-new -c 'Ana Ruiz' -k phone='+34 600 111 222' -t late It is late, too."
says 'P51 an opening shows their earlier cases, and what is promised and still open' 0 \
	'Here before: 24 Nov, arrived-damaged, still open,' \
	'promised "Ring with the answer" by Fri 27 Nov 12:00 [7qk]' --

begin
did 7qk point The gift is for Saturday. + point The card was missing. + heart pt2
says 'P52 the heart may be another point than the first' 0 'heart pt1' -- \
	case-log 7qk heart pt1
did 7qk heat abusive
says 'P52 and the last that was marked is it' 0 'go back to the gift is for Saturday' -- \
	case-log 7qk

begin
says 'P54 empathy first, then the apology, then the plan: else it is said' 0 \
	'first that you understand, then that you are sorry, then the plan' -- \
	case-log -n 7qk tell plan We send a new one.
says 'P54 nor is anybody sorry who did not understand' 0 \
	'that you understand comes before that you are sorry: empathy + apology' -- \
	case-log -n 7qk apology We packed it badly. + empathy I see.
says 'P54 in that order not a word' 0 '!first that you understand' '!comes before' -- \
	case-log -n 7qk empathy I see. + apology We packed it badly. + tell plan We send a new one.

begin channel=email
says 'P55 what may hurt somebody has less time' 0 'due acknowledge - 2026-11-25T09:05' -- \
	followup-due 7qk
did 7qk flag injury
says 'P55 as soon as that is known' 0 'due acknowledge kim 2026-11-24T15:05' -- \
	followup-due 7qk

begin
says 'P56 the first action has a clock of its own' 0 \
	'due first-action' 'take the first step' -- followup-due 7qk
did 7qk step Asked the carrier.
says 'P56 which a step stops, and a word does not' 0 \
	'!first-action' 'due answer' -- followup-due 7qk

firm
begin
did 7qk promise Ring -d 'today 15:00' -k how=phone
at 2026-11-24T15:30
says 'P57 a promise not kept is a duty to apologise, one rung up' 0 \
	'due apologise jo 2026-11-24T17:00' -- followup-due 7qk
did 7qk renew p1 -d 'today 17:00'
says 'P57 moved after it was due, it is broken all the same' 0 'due apologise jo' -- \
	followup-due 7qk
did -b jo 7qk apology We did not ring. + kept p1
run case-list -e promise -o what,state
expect 'P57 each ends kept, moved, late or broken, and stays so' 0 <<'OUT'
p1	broken
OUT

gentle
begin
did 7qk out phone We look into it.
did 7qk step Asked the carrier. + step Packed a new one.
says 'P58 a step resets no clock of theirs' 0 'due update kim 2026-11-26T18:00' -- \
	followup-due 7qk
at 2026-11-25T14:09
did 7qk step Sent it.
says 'P58 nor does another day of them' 0 'due update kim 2026-11-26T18:00' -- \
	followup-due 7qk
did 7qk out phone It is on its way.
says 'P58 a word to them does' 0 'due update kim 2026-11-27T18:00' -- followup-due 7qk

begin
agreed
did 7qk offer + accept replace + give
says 'P59 a fix that is done is still to be told, by its own time' 0 \
	'due tell-after-fix kim 2026-11-25T18:00' 'tell them that it is done' -- \
	followup-due 7qk
did 7qk tell done
says 'P59 and then is' 0 '!tell-after-fix' -- followup-due 7qk

firm
begin
did 7qk heard + restate x + confirm + offer + accept refund-item + give + apology Sorry.
did 7qk tell done + cause carrier + prevent none No pattern.
export AMENDS_POLICY=p.yaml
sed 's/^  - {id: feedback, .*//; s/remind: .feedback-asked./remind: [heard]/; s/, ask: "[^"]*"//' \
	"$TOP/tests/data/full-plan.yaml" >p.yaml
says 'P60 closing wants their opinion asked' 1 'closing: feedback-asked' \
	'nobody asked how we put it right' -- case-log 7qk close satisfied
did 7qk feedback unanswered
says 'P60 once without an answer is not asked enough' 1 'closing: feedback-asked' -- \
	case-log 7qk close satisfied
did 7qk feedback unanswered
says 'P60 twice is, and silence is no praise' 0 'close satisfied' '!feedback 5' -- \
	case-log 7qk close satisfied
firm
says 'P61 they are thanked after ten days' 0 \
	'due follow-up amy 2026-12-04T14:09:00+00:00 - Five pounds off next time' 'ref=thank-you' -- \
	followup-due 7qk
at 2026-12-04T14:09
says 'P61 with what the plan gives along' 0 'then case-log 7qk thank voucher-5' -- \
	sh -c 'case-log 7qk follow-up all-well + follow-up feedback >/dev/null && case-log 7qk'
says 'P61 which is given, and counts against what may be' 0 \
	'thank voucher-5 amy - - by post' 'give voucher-5 amy - 5.00' -- \
	case-log 7qk thank voucher-5 by post
says 'P61 and not beyond it' 1 '11.00 is more than Amy Osei may give on one case, 10.00' -- \
	case-log 7qk amend -k value=90 + thank coffee
says 'P61 nor is it given twice' 0 'thank voucher-5' '!give' -- \
	case-log -n 7qk thank voucher-5
did 7qk reopen It broke. + close unhappy --already
says 'P61 not where they left unhappy' 0 '!thank-you' -- followup-due 7qk

did 7qk review review One star.
says 'P62 what they write in public is kept with the case, and is to be answered' 0 \
	'due review jo 2026-12-05T17:00:00+00:00' 'ref=review' -- followup-due 7qk
finish
