#!/bin/sh
# The practices P64 to P72: the plan, and the one who listens.
# shellcheck disable=SC1010,SC2119 # "done" is a word here
. "${0%/*}/practice.sh"

echo 'policy: [' >faulty.yaml
begin
export AMENDS_POLICY=faulty.yaml
says 'P64 without a sound plan a complaint can still be written down' 0 \
	'open' 'recorded all the same, without the plan' -- \
	case-new -c 'Leo Marsh' It is late.
says 'P64 but nothing is offered' 3 '!offer replace' -- remedy-pick 7qk
says 'P64 nor closed' 1 'rules hold close back; case-check says what is wrong' -- \
	case-log 7qk close satisfied
gentle
run sh -c 'case-check --starter >starter.yaml'
expect 'P64 a plan to begin with is one command away' 0
says 'P64 and sound' 0 '!starter.yaml' -- case-check -p starter.yaml -f journal
at 2028-11-24T14:09
says 'P64 a plan past its day of review is warned of' 1 'review' -- case-check
says 'P64 in the letter, too' 0 \
	'The plan was last looked over on Sun 1 Nov 2026; by its own review-every it is time again.' -- \
	followup-due --letter
at 2027-10-31T14:09
says 'P64 but not before that day' 0 '!last looked over' -- followup-due --letter

begin
did 7qk point The gift is for Saturday. + heart pt1 + heat abusive
says 'P65 venting is guided back to the heart of it' 0 \
	'Can we go back to the gift is for Saturday?' -- case-log 7qk

begin
says 'P66 whether there is anything else is asked until they were heard' 0 \
	'ask' 'Is there anything else?' -- case-log 7qk
did 7qk point The card was missing.
says 'P66 and again after each point' 0 'Is there anything else?' -- case-log 7qk
did 7qk heard
says 'P66 and then no more' 0 '!Is there anything else?' -- case-log 7qk

firm
begin
did 7qk point The gift is for Saturday. + heard + restate A gift in pieces. + confirm
says 'P68 of several points one is marked as the heart before an offer' 1 \
	'before-any-offer: heart' 'said what the heart of it is' -- case-log 7qk offer
did 7qk heart pt1
says 'P68 and then it is offered' 0 'offer replace' -- case-log -n 7qk offer

gentle
begin
at 2026-11-27T15:00
says 'P70 48 hours are 48 hours: closed then, it is acted on before' 0 \
	'2026-11-29T15:00:00+01:00' 'act-by=2026-11-28T14:00:00+01:00' -- due-when 48h
at 2026-11-28T15:00
says 'P70 and where nothing is open before, that is said before it is promised' 0 \
	'cannot-be-kept=closed' -- due-when 24h

begin
agreed
did 7qk offer
says 'P71 what they choose is a promise by itself' 0 \
	'promise p1 kim 2026-11-26T18:00:00+01:00 - Replace it' -- case-log 7qk accept replace
says 'P71 and on the list' 0 'due promise kim 2026-11-26T18:00:00+01:00 - Replace it' -- \
	followup-due 7qk
did 7qk give
says 'P71 until it is done' 0 '!due promise' -- followup-due 7qk
finish
