#!/bin/sh
# Every date of the grammar, and every one that is refused, as typed on a
# command line (tests/data/dates.tsv; the unit test reads the same rows); and
# amends-dates(7) lists them all.
. "${0%/*}/harness.sh"

rows=$TOP/tests/data/dates.tsv
page=$TOP/man/amends-dates.7
export AMENDS_POLICY="$TOP/policies.yaml" AMENDS_NOW=2026-11-24T10:00:00+01:00
tab=$(printf '\t')
case $TOOLS in
*/valgrind) skip_all 'hundreds of runs are too many under valgrind' ;;
esac

# table USE: typed, reading (else -), what is said; of past times that are
# taken due-when says nothing.
table() {
	awk -F '\t' -v use="$1" '
	$1 == use && use == "past" && $3 != "-" { print $2 "\t" $3; next }
	$1 == use { print $2 "\t" $3 "\t" $4 }' "$rows"
}

# told USE: the same by due-when.
told() {
	table "$1" | while IFS="$tab" read -r typed _; do
		if [ "$1" = ahead ]; then
			due-when -o from,due,text -- "$typed"
		else
			due-when -o time --at="$typed" now
		fi >"$dir/answer" 2>"$dir/said" || {
			sed "s/^due-when: //; s/^--at: //; s/^/-$tab/" "$dir/said"
			[ -s "$dir/said" ] || echo refused
		} >"$dir/answer"
		# A window is two times; of past ones the milliseconds go.
		printf '%s\t' "$typed"
		sed "s/^-$tab\(2.*$tab\)/\1/
			s/^\(2[^$tab]*\)$tab\(2[^$tab]*$tab\)/\1..\2/
			s/\.[0-9][0-9][0-9]\([+-]..:..\)$/\1/" "$dir/answer"
	done
}

for use in ahead past; do
	table $use >expected
	told $use >got
	run cat got
	expect "due-when reads and refuses times $use as the table says" 0 \
		<expected
done
[ "$(table ahead | awk -F '\t' '$2 != "-"' | wc -l)" -ge 60 ] ||
	echo '# fewer than 60' >"$dir/why"
verdict 'at least 60 dates are taken'

# The manual: its tables by their headings, readings without their seconds.

awk -F '\t' '
function short(time) {
	return substr(time, 17, 3) == ":00" ? substr(time, 1, 16) \
		: substr(time, 1, 19)
}
function day(time) {
	return substr(time, 12, 8) == "00:00:00" ? substr(time, 1, 10) \
		: short(time)
}
/^#/ { next }
$3 == "-" { print $1 "\t" $2 "\t" $4; next }
{ count = split($3, part, /\.\./) }
$1 == "period" { print $1 "\t" $2 "\t" day(part[1]) "\t" day(part[2]); next }
{ print $1 "\t" $2 "\t" short(part[count]) }' "$rows" >expected
awk '
function plain(text) {
	gsub(/\\\(aq/, "\047", text)
	gsub(/\\\(~n/, "ñ", text)
	gsub(/\\-/, "-", text)
	gsub(/\\&/, "", text)
	return text
}
function refusal() {
	if (typed != "")
		print use "\t" typed "\t" sentence
	typed = sentence = ""
}
/^\.S[sh] / {
	heading = $0
	use = /ahead$/ ? "ahead" : /past$/ ? "past" : /Periods$/ ? "period" : ""
	group = 0
}
heading ~ /refused$/ && /^\.Bl/ {
	use = ++group == 1 ? "ahead" : group == 2 ? "past" : "period"
	refused = 1
	next
}
refused && /^\.(It|El)/ { refusal() }
/^\.El/ { refused = 0 }
refused && /^\.It Li / {
	typed = plain(substr($0, 8))
	gsub(/^"|"$/, "", typed)
	next
}
refused { sentence = sentence (sentence == "" ? "" : " ") plain($0); next }
use != "" && /^\.Ed/ { inside = 0 }
inside { gsub(/   */, "\t"); gsub(/  /, "\t"); print use "\t" $0 }
use != "" && /^\.Bd/ { inside = 1 }' "$page" >listed
# The table has each use in one piece, the page has refusals last.
sort expected >"$dir/want"
sort listed >got
run cat got
expect 'amends-dates(7) lists each of them, and no other' 0 <"$dir/want"

finish
