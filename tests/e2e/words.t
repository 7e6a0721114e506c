#!/bin/sh
# Words on their way out: what the recorders say of them, and how a draft comes
# into the mail.
# shellcheck disable=SC1010 # "done" is a word here
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal" AMENDS_WHO=kim
export AMENDS_NOW=2026-11-24T14:05+01:00
case-log - >/dev/null <<'TSV'
2026-11-24T14:00:00.000+01:00	261124-7QK4XME	open	late	kim	-	-	NO NEWS and no mug. You said it is impossible!!	channel=email	customer=Ana Ruiz	email=ana@example.org	value=18.00
TSV

say='This was ours to get right, and we are putting it right'
amend='case-log: recorded as it is; to put it in other words: case-log --undo 7qk, and again'

# warns EXPECTED WORDS...: they are recorded (status 0), and that is warned of.
warns() {
	want=$1
	shift
	lines=$(wc -l <journal)
	run case-log 7qk "$@"
	{
		printf '%s\n' "$want"
		echo "$amend"
	} >"$dir/want"
	[ "$want" ] || : >"$dir/want"
	sed '/and so that they hear by then/d' "$dir/err" >"$dir/said"
	{
		[ "$status" = 0 ] || echo "# exit $status: case-log 7qk $*"
		diff "$dir/want" "$dir/said" | sed 's/^/# /'
		[ "$(wc -l <journal)" -gt "$lines" ] || echo '# nothing recorded'
	} >>"$dir/wrong"
}
# held TITLE: what was tried since the last one was as it should be.
held() {
	cat "$dir/wrong"
	check "$1" test ! -s "$dir/wrong"
	rm -f "$dir/wrong"
}

warns 'case-log: out: "Royal Mail" blames someone else; say: '"$say" \
	out phone It was Royal Mail.
warns 'case-log: empathy: "it'\''s only" makes light of it; say: Here is where we are' \
	empathy -m "But it's only a mug."
warns 'case-log: apology: "sorry if" is half an apology; say: I am sorry that we' \
	apology We are sorry if it was late.
warns 'case-log: restate: "you should have" gives them orders; say: The quickest way is' \
	restate That you should have rung.
warns 'case-log: promise: "our policy" hides behind a rule; say: Let me tell you why, and what I can do' \
	promise -d 'wed 12:00' -k how=phone -m 'Explain our policy'
warns 'case-log: answer: "No" refuses; say: Here is what I can do' \
	answer pt0 No. + note -m fine
warns 'case-log: tell: "soon" names no time; say: I will [what] by [day and time], and I will tell you by [how].' \
	tell plan You hear from us soon.
warns 'case-log: side: "the supplier" blames someone else; say: '"$say" \
	heard + side It was the supplier. + note fine
warns 'case-log: wish: "our policy" hides behind a rule; say: Let me tell you why, and what I can do' \
	wish declined That is our policy.
warns 'case-log: finding: "company policy" hides behind a rule; say: Let me tell you why, and what I can do' \
	finding partly It is company policy.
held 'P08, P40, P42, P48, P53: what goes out is warned of, and recorded'

warns 'case-log: note: "idiot" is about the customer, who may ask to read it' \
	note This idiot.
held 'P25: so is what a note says about them'

warns '' note Our policy, unfortunately. + step No luck at Royal Mail. + in phone No
warns '' cause carrier Royal Mail lost it.
held 'what stays inside, and what they say, is nobody else'\''s business'
warns '' restate No news, no mug, and that it is impossible.
held 'P04: what they said can be said back as they said it'

run case-log 7qk out email -m "I don't know."
expect 'P43: what we do not know becomes a promise' 0 <<'OUT' 3<<ERR
2026-11-24T14:05:00.033+01:00	261124-7QK4XME	out	email	kim	-	-	I don't know.
OUT
case-log: out: "I don't know" refuses; say: I will find out and ring you by [day and time]
$amend
case-log: and so that they hear by then: case-log 7qk promise WORDS -d TIME -k how=phone
ERR
run case-log 7qk tell changed We count twice now.
check 'P29: that something has changed is said once it has' grep -q \
	'not written down that anything has changed: case-log 7qk prevent WORDS' \
	"$dir/err"

run case-log 7qk --already tell 'done' -m 'The courier was late.' + out phone Soon.
check 'with --already, and once for a batch' sh -c \
	'grep -q "courier was" "$1" && grep -q "\"Soon\"" "$1" &&
		[ "$(grep -c "in other words" "$1")" = 1 ]' sh "$dir/err"
run case-new -c Leo -t faulty --settled replace -a 4 'NO LIGHT!! Impossible, no?'
check 'put right on the spot, their own words are theirs' test "$status" = 0
check 'and nothing is warned of' test ! -s "$dir/err"
printf -- '-\t261124-7QK4XME\tout\tphone\tkim\t-\t-\tAsk the supplier\n' >said.tsv
run case-log - <said.tsv
check 'a batch is warned of as what is typed' \
	grep -q '"the supplier" blames someone else' "$dir/err"
run_at_terminal 'case-log 7qk tell plan Calm down.'
check 'at a terminal, too' grep -q '"Calm down" gives them orders' "$dir/out"

# The recipes of the manual, with a mail that goes into a file.

mkdir "$dir/mail"
# shellcheck disable=SC2016 # for the one who runs it
printf '#!/bin/sh\n{ echo "$@"; cat; } >"%s/sent"\n' "$dir" >"$dir/mail/mail"
chmod +x "$dir/mail/mail"
ln -s mail "$dir/mail/sendmail"
# recipe FIRST: the lines of amends.7 that begin with that.
recipe() {
	sed -n "/^$1/,/[^&]\$/p" "$TOP/man/amends.7" >recipe
	rm -f "$dir/sent"
	run env PATH="$dir/mail:$PATH" sh recipe
}
export AMENDS_NOW=2026-11-24T15:05+01:00
recipe 'reply-draft --mail 7qk update'
check 'what cannot be drafted is not sent' \
	sh -c '[ "$1" != 0 ] && [ ! -e "$2" ]' sh "$status" "$dir/sent"
case-log 7qk restate That it is late. + confirm + offer >/dev/null 2>&1
recipe 'reply-draft 7qk options'
check 'what is drafted, and passes, is mailed' test "$status" = 0
check 'to the customer' sh -c 'head -n 1 "$1" | grep -qx -- \
	"-s Your mug ana@example.org" && grep -q "^I can " "$1"' sh "$dir/sent"
case-log 7qk step A new one is on its way. >/dev/null
recipe 'reply-draft --mail 7qk update'
check 'as a mail with its headers, and noted' sh -c \
	'grep -q "^Subject: .*261124-7QK4XME" "$1" &&
		tail -n 1 journal | grep -q "out.email"' sh "$dir/sent"

finish
