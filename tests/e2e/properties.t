#!/bin/sh
# The set of lines is the truth (DESIGN, section 1): whatever the order of the
# journal's lines, however often one is there, in however many files, and
# whatever the clock, the zone and the locale around, the answers are the same
# to the byte. The journal is made by the tools, a dozen cases of many verbs.
# shellcheck disable=SC1010 # "done" is a word here
. "${0%/*}/harness.sh"

at() { export AMENDS_NOW="$1+01:00"; }
# log WORDS: one batch; all of them have to be recorded.
log() {
	case-log -f journal "$@" >>"$dir/printed" 2>>"$dir/said" ||
		echo "# exit $?: case-log $*" >>"$dir/why"
}

case-log -f journal - >"$dir/printed" <<'TSV' || echo '# no openings' >"$dir/why"
2026-11-02T12:00:00.000+01:00	261102-5TC0004	open	late	kim	-	-	Two weeks late, and nobody said a word.	channel=phone	customer=Ana Ruiz	phone=+34600111222	value=40.00
2026-11-10T09:30:00.000+01:00	261110-WQ9000H	open	late	sam	-	-	Still not here.	channel=phone	customer=Leo Marsh	phone=+34600666777	value=12.50
2026-11-10T10:30:00.000+01:00	261110-WR9000G	open	other	sam	-	-	The door stuck.	channel=counter	customer=Óscar Núñez
2026-11-19T17:30:00.000+01:00	261119-V4M000M	open	overcharged	sam	-	-	I paid for two and have one.	channel=email	customer=Nadia Haddad	email=nadia@example.org	value=30.00
2026-11-20T11:00:00.000+01:00	261120-KX6000K	open	arrived-damaged	kim	-	-	The frame is bent.	channel=counter	customer=Leo Marsh	phone=+34600666777	value=25.00
2026-11-23T10:00:00.000+01:00	261123-2ZD0001	open	faulty	eva	-	-	It hums.	channel=phone	customer=Pia Olsen	phone=+34600888999	value=60.00
2026-11-23T11:10:00.000+01:00	261123-3F8TWAX	open	late	sam	-	-	The parcel is not here.	channel=phone	customer=Marta Gil	heat=upset	phone=+34600222333	value=55.00
2026-11-23T16:00:00.000+01:00	261123-RB5000B	open	wrong-item	kim	-	-	Blue, not green.	channel=email	customer=Tom Baker	email=tom@example.org	value=20.00	wish=part-refund
2026-11-24T10:50:00.000+01:00	261124-MJ2000V	open	faulty	sam	-	-	The lamp flickers.	channel=phone	customer=Iris Blom	phone=+34600444555	value=80.00
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces. It was a gift.	channel=phone	customer=Ana Ruiz	heat=upset	order=4711	phone=+34600111222	value=18.00	wants=A new one before Saturday	wish=replace
2026-11-24T15:00:00.000+01:00	261124-HN40005	open	rude	eva	-	-	He laughed at me.	about=sam	channel=letter	customer=Rosa Lind	heat=angry
2026-11-24T21:48:00.000+01:00	261124-J9W000P	open	-	kim	-	-	Two of the six glasses are chipped.	channel=email	customer=Jonas Weber	email=jonas@example.org
2026-11-25T09:10:00.000+01:00	261124-SB7000X	open	arrived-damaged	kim	-	-	The glasses again. = 2 of 6	channel=phone	customer=Jonas Weber
TSV

at 2026-11-02T12:10
log 5tc heard + restate It came two weeks late. + confirm + offer + accept refund -a 40.00
at 2026-11-05T12:00
log 5tc give + tell done + apology Sorry. + cause carrier + prevent none One parcel of hundreds. + close satisfied
at 2026-11-10T09:40
log wq9 heard + restate It is late. + confirm + offer ask-and-agree + accept ask-and-agree -a 5.00
log wr9 note A door is a door. + finding not-upheld + tell done + close placated
at 2026-11-11T10:00
log wq9 give + tell done + cause carrier + prevent Ask for a signature. -d 30d + feedback 4 + close satisfied
log wr9 reopen It stuck again. + step Planed it. + thank card
at 2026-11-19T17:40
log v4m out email + wait For the receipt. + assign sam
at 2026-11-20T11:05
log kx6 heard + point It was the last one. + heart pt1 + restate Bent, and the last one. + confirm
log kx6 offer replace + accept replace
at 2026-11-23T10:15
log kx6 give + tell done + cause carrier + feedback 5 + close satisfied
log 2zd heard + restate It hums. + confirm + offer + accept refund
at 2026-11-23T11:20
log 3f8 promise 'Ring with the carrier'"'"'s answer' -d 'wed 17:00' -k how=phone + cause carrier
at 2026-11-23T16:40
log rb5 out email We are looking into it. + step Asked the warehouse.
at 2026-11-24T11:15
log mj2 promise Ring to arrange collecting the lamp -d 'thu 10:00..12:00' -k how=phone
at 2026-11-24T14:09
log 7qk heard + point The gift is for Saturday. + heart pt1 + restate The mug broke, and it was a gift. + confirm
log 7qk note Wrong case.
log --undo 7qk
at 2026-11-24T14:11
log 7qk offer + decline part-refund + accept replace
log 3f8 flag manager + escalate owner + heat angry
at 2026-11-25T10:40
log rb5 step Found it. + evidence photo The label. + note No reply.
log 7qk step New mug packed. + cause carrier + amend -k phone=+34600111223
log j9w merge sb7
log hn4 heard + assign eva + finding partly + side He says that he coughed. + apology Sorry.
log 2zd renew p1 -d 'fri 17:00' Told her.
at 2026-11-26T08:30

check 'the tools recorded all of it' sh -c "! grep -h . '$dir/said' &&
	[ \$(sort -u '$dir/printed' | wc -l) = \$(wc -l <'$dir/printed') ] &&
	[ \$(sort -u journal | wc -l) = \$(wc -l <journal) ]"

# answers JOURNAL: all that the filters make of it, with statuses and messages.
answers() {
	{
		for ask in 'case-list' 'case-list -A' "case-list -A -e all" \
			'case-list -A --json' 'followup-due' \
			'followup-due --letter' 'followup-due 7qk 3f8 kx6 hn4' \
			'followup-due -w 30d --csv' 'remedy-pick 7qk' \
			'remedy-pick --why 2zd rb5 mj2' 'case-log 7qk' 'case-log 3f8'; do
			printf '== %s\n' "$ask"
			# shellcheck disable=SC2086 # a command with its options
			$ask -f "$1" 2>&1
			printf 'exit %s\n' "$?"
		done
	} >"$dir/answers"
}

# same NAME JOURNAL: its answers are those of the journal as it was written.
same() {
	answers "$2"
	cmp -s "$dir/first" "$dir/answers" ||
		diff "$dir/first" "$dir/answers" | head -n 20 | sed 's/^/# /' >>"$dir/why"
	verdict "$1"
}

answers journal
mv "$dir/answers" "$dir/first"
check 'each tool has an answer' awk '
	/^== / { ask = $0; next }
	/^exit [01]$/ { ok[ask] = n[ask] > 0; asked++; next }
	{ n[ask]++ }
	END { for (a in ok) if (!ok[a]) { print "nothing: " a; bad = 1 }
		exit bad || asked != 12 }' "$dir/first"

# shuffle SEED FILE: its lines in another order, the same for the same seed.
shuffle() {
	awk -v seed="$1" 'BEGIN { srand(seed) }
		{ printf "%.9f\t%s\n", rand(), $0 }' "$2" | sort | cut -f 2-
}
for seed in 1 2 3 5 8 13; do
	shuffle "$seed" journal >shuffled
	same "shuffled with seed $seed, it is the same journal" shuffled
done
sort -r journal >shuffled
same 'backwards by its bytes, it is the same journal' shuffled
awk '{ print; print }' journal >shuffled
same 'with every line twice, it is the same journal' shuffled
cat journal journal journal >both
shuffle 21 both >shuffled
same 'three copies shuffled together are the same journal' shuffled
sed 's/$/\r/' journal >shuffled
same 'with the line ends of Windows, it is the same journal' shuffled

mkdir w
awk '{ print >("w/" (NR % 2 ? "counter" : "office") ".tsv") }' journal
same 'two files in a folder are one journal' w
cp journal w/counter.tsv
same 'files that overlap are one journal' w
echo 'no journal at all' >w/README
same 'what is no .tsv in the folder is no journal' w

for zone in Pacific/Auckland America/Los_Angeles Nonsense/Nowhere ''; do
	export TZ="$zone"
	same "with TZ='$zone' the answers are the same" journal
done
unset TZ
same 'without TZ the answers are the same' journal
export TZ=UTC LC_ALL=C.UTF-8
same 'in another locale the answers are the same' journal
unset LC_ALL
export LANG=tr_TR.UTF-8
same 'in a locale that is not there the answers are the same' journal
export LC_ALL=C

# Nothing that asks writes.
cp journal before
chmod 400 journal
same 'a journal that may not be written is read all the same' journal
check 'no question changes the journal' cmp journal before

finish
