#!/bin/sh
# What a draft says that should not go out: reply-check as a shell sees it.
. "${0%/*}/harness.sh"

cat >plan.yaml <<'PLAN'
policy: 1
shop:
  name: Casa Luz
  timezone: Europe/Madrid
  currency: EUR
  sign-off: "Casa Luz, 600 999 888"
words:
  avoid:
    - {say: "no", kind: refusal, unless: [no charge], try: "Here is what I can do"}
    - {say: i don't know, kind: refusal, try: "I will find out and ring you by {by}"}
    - {say: nothing i can do, kind: refusal, try: "Let me bring in {next-person}"}
  blame: [royal mail]
  blame-try: "This was ours to get right, and we are putting it right"
  about-customers: [moron]
  loud: {caps-words: 2, exclamation-marks: 1}
reviews:
  never-show: [customer, order, phone, email, address, postcode, value, item, health, other-customers, staff]
staff: [{id: eva, name: Eva Costa, role: counter}]
roles: [{id: counter, may: [open, log]}]
PLAN
cat >journal <<'TSV'
#amends 1
2026-11-22T10:00:00.000+01:00	261124-7QK4XME	open	other	kim	-	-	It broke.	customer=Ana Ruiz	email=ana@example.org	item=blue teapot	order=AB-12	phone=+34600111222
2026-11-22T11:00:00.000+01:00	261123-RB5000B	open	other	kim	-	-	Late.	customer=Tom Baker
TSV
export AMENDS_POLICY="$PWD/plan.yaml" AMENDS_JOURNAL="$PWD/journal"

# with TEXT ARG...: the text as a draft on standard input.
with() {
	text=$1
	shift
	# shellcheck disable=SC2059 # it has the escapes of a format
	printf "$text" >"$dir/draft"
	run reply-check "$@" <"$dir/draft"
}

with 'Dear Ana,\nit was the Royal\nMail. We are sorry.\n'
expect 'P08: blame is found across a line end, with what to say' 1 <<'OUT'
<stdin>:2:12: "Royal Mail" blames someone else; say: This was ours to get right, and we are putting it right
OUT

with 'I don\342\200\231t know.\nThere is nothing I can do.\n'
expect 'P43: what is not known is found out, by a time' 1 <<'OUT'
<stdin>:1:1: "I don’t know" refuses; say: I will find out and ring you by [day and time]
<stdin>:2:10: "nothing I can do" refuses; say: Let me bring in [next person]
OUT

with 'At no charge, nobody in Norwich, postal code NR1.\n> No! Never.\n'
expect 'P40: what only looks like it, and what the customer says, is left' 0

with 'We are VERY SORRY\n'
expect 'P03: shouting is found' 1 <<'OUT'
<stdin>:1:8: "VERY SORRY" shouts; write it in small letters
OUT

with 'We ring soon.\nWe ring soon, on Tuesday.\n'
expect 'P42: a time that is none is found, where there is none' 1 <<'OUT'
<stdin>:1:9: "soon" names no time; say: I will [what] by [day and time], and I will tell you by [how].
OUT

with 'The moron said no.' --inside
expect 'P25: of a note, only what is said about customers' 1 <<'OUT'
<stdin>:1:5: "moron" is about the customer, who may ask to read it
OUT

with 'We packed it badly, because we hurried. I am sorry that it broke.' --apology
expect 'P53: an apology with its four parts is one' 0
with 'Sorry.' --apology
expect 'and what one leaves out is said' 1 <<'OUT'
<stdin>:1:1: the apology does not say what went wrong; say: [what went wrong], because [why]. This was ours to get right. I am sorry that [effect].
<stdin>:1:1: the apology does not take responsibility; say: [what went wrong], because [why]. This was ours to get right. I am sorry that [effect].
<stdin>:1:1: the apology does not say why it happened; say: [what went wrong], because [why]. This was ours to get right. I am sorry that [effect].
<stdin>:1:1: the apology is not sorry for what it did to them; say: [what went wrong], because [why]. This was ours to get right. I am sorry that [effect].
OUT

with 'Ring +34 600-111-222 or +34 600-999-888, mail ana@example.org.\nOrder A-1047, 18,00 EUR, on 2026-11-24 at 17:30.\nTo 12 Harbour Lane or Calle Mayor 5, 28013 Madrid. Eva\nIn 2026 we had 3 of them for 250 pounds.\nYour doctor.' --public
expect 'P62: what nobody else may see is known by its form' 1 <<'OUT'
<stdin>:1:6: "+34 600-111-222" is a phone number, in public
<stdin>:1:47: "ana@example.org" is an e-mail address, in public
<stdin>:2:7: "A-1047" looks like the number of an order, in public
<stdin>:2:15: "18,00" is a sum of money, in public
<stdin>:3:4: "12 Harbour Lane" is an address, in public
<stdin>:3:23: "Calle Mayor 5" is an address, in public
<stdin>:3:38: "28013" looks like the number of an order, in public
<stdin>:3:52: "Eva" names one of the staff, in public
<stdin>:4:30: "250" is a sum of money, in public
<stdin>:5:6: "doctor" is about health, in public
OUT

with 'Dear Ana, your Blue Teapot, order AB-12. Unlike Tom Baker and Tom.\n' --public --case 7qk
expect 'P13: nor what is written in the case, nor who else complained' 1 <<'OUT'
<stdin>:1:6: "Ana" is their name, in public
<stdin>:1:16: "Blue Teapot" is what they bought, in public
<stdin>:1:35: "AB-12" is their order, in public
<stdin>:1:49: "Tom Baker" is another customer's name, in public
OUT

with 'Thank you for telling us. Please ask for us on 600 999 888, open from 9:00 to 18:30 since 1998, 2 streets from the old road.\n' --public --case 7qk
expect 'and what the shop says of itself is fine' 0

with 'To: no@example.org\nSubject: No\nMIME-Version: 1.0\n\nYes.\n'
expect 'of the header of a mail the subject is looked at' 1 <<'OUT'
<stdin>:2:10: "No" refuses; say: Here is what I can do
OUT

printf 'no\n' >first
printf 'fine\n' >second
run reply-check first second -q
expect 'quietly, the status alone' 1
# shellcheck disable=SC2094 # both only read
run reply-check second first - <second
expect 'files are named' 1 <<'OUT'
first:1:1: "no" refuses; say: Here is what I can do
OUT
run reply-check missing first
expect 'one that is not there does not hide the others' 4 <<'OUT' 3<<'ERR'
first:1:1: "no" refuses; say: Here is what I can do
OUT
reply-check: missing: No such file or directory
ERR

with 'no\nyes\000no\n'
expect 'a NUL is named, and the rest looked at' 3 <<'OUT' 3<<'ERR'
<stdin>:1:1: "no" refuses; say: Here is what I can do
<stdin>:2:5: "no" refuses; say: Here is what I can do
OUT
reply-check: <stdin>:2:4: a NUL byte: this is no text
ERR
with 'caf\303\251 \377 no\033[2J'
expect 'so are bytes that are not UTF-8' 3 <<'OUT' 3<<'ERR'
<stdin>:1:8: "no" refuses; say: Here is what I can do
OUT
reply-check: <stdin>:1:6: bytes that are not UTF-8
ERR
with '\n \n'
expect 'an empty draft is none, so that none is sent' 1 <<'OUT'
<stdin>:1:1: the draft is empty: nothing to send
OUT
with '' --inside
expect 'no note is fine' 0
printf '%s\n' 'policy: 1' \
	'shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}' \
	'words:' '  avoid:' \
	'    - {say: you are wrong, kind: argument, try: ""}' \
	'    - {say: as i said, kind: patronising, try: To put it another way}' \
	>kinds.yaml
with 'As I said, you are wrong!!!\n' -p kinds.yaml
expect 'P48 P53: what argues, talks down and shouts is named' 1 <<'OUT'
<stdin>:1:1: "As I said" talks down to them; say: To put it another way
<stdin>:1:12: "you are wrong" argues with them
<stdin>:1:25: "!!!" shouts; end with a full stop
OUT

run reply-check --inside --public first
expect 'a note is not for the public' 2 3<<'ERR'
reply-check: --inside is for what no customer reads; leave out --public
ERR
run reply-check --case 7qk first
expect 'a case goes with the public' 2 3<<'ERR'
reply-check: --case goes with --public
ERR
run reply-check --public --case ana --case tom
expect 'and is one case' 2 3<<'ERR'
reply-check: --case is for one case
ERR
run reply-check --public --case zzz first
expect 'a case that is none is wrong usage' 2 3<<'ERR'
reply-check: no case fits '...'
ERR
printf '#amends 1\n' >journal
printf '2026-11-22T10:00:00.000+01:00\t%s\topen\tlate\tkim\t-\t-\thi\n' \
	261122-7QK4XMQ >>journal
run sh -c 'reply-check --public --case 7qk -f - <journal'
expect 'and no draft where the journal comes from' 2 3<<'ERR'
reply-check: standard input is the journal or the draft, not both
ERR
run sh -c 'reply-check first >/dev/full'
expect 'findings that do not arrive are not found nothing' 4 3<<'ERR'
reply-check: standard output: No space left on device
ERR
printf 'policy: 1\nwords: {blame: x}\n' >bad.yaml
run reply-check -p bad.yaml first
check 'without a sound plan nothing is looked for' \
	grep -q 'without a sound plan there are no words to look for' "$dir/err"
check 'which is a fault' test "$status" = 3

{
	printf 'A line as long as that, with %s words upon words in it; ' \
		'ever more' 'still more' 'yet more'
	printf 'it was the \033]0;x\007 Royal Mail\n'
} >long
run_at_terminal 'reply-check long'
expect 'at a terminal its place is shown, and moves no cursor' 1 <<'OUT'
long:1:208: "Royal Mail" blames someone else; say: This was ours to get right, and we are putting it right
    upon words in it; it was the \x1b]0;x\x07 Royal Mail
                                              ^~~~~~~~~~
OUT

finish
