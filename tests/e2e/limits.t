#!/bin/sh
# Each limit, reached and passed by one: a line, a text, the fields of a record,
# the fields and the row of a CSV file, the size and the depth of a plan. And
# what is past a limit costs no memory.
# shellcheck disable=SC2015,SC2094 # A && B || C, where C is to be run then, too
. "${0%/*}/harness.sh"
umask 077
export AMENDS_JOURNAL="$HOME/journal"
MIB=1048576

# fill COUNT [LETTER]: so many of it.
fill() { head -c "$1" /dev/zero | tr '\0' "${2-x}"; }

# Lines of a journal: of 1 MiB with the newline, and of one more.
open='2026-11-22T14:05:09.123+01:00	261122-7QK4XMQ	open	-	kim	-	-	'
after='2026-11-22T14:06:00.000+01:00	261122-7QK4XMQ	note	-	kim	-	-	after'
{ printf '%s' "$open" && fill $((MIB - ${#open} - 1)) && printf '\n%s\n' "$after"; } >journal
[ "$(head -n 1 journal | wc -c)" = $MIB ] || echo '# not 1 MiB' >>"$dir/why"
run case-list -o text
[ "$(wc -c <"$dir/out")" = $((MIB - ${#open})) ] && [ "$status" = 0 ] &&
	[ ! -s "$dir/err" ] || echo "# $status, $(wc -c <"$dir/out")" >>"$dir/why"
verdict 'a line of 1 MiB is a record'
{ printf '%s' "$open" && fill $((MIB - ${#open})) && printf '\n%sLate\n' "$open"; } >long
run case-list -f long -o case
expect 'one of a byte more is named and passed over, and the next one served' 3 \
	<<'OUT' 3<<'ERR'
261122-7QK4XMQ
OUT
case-list: long:1: the line is longer than 1 MiB
ERR

# A text, as long as its record may be, and by one longer.
printf '%s\n' "${open}Late" >journal
fixed=$(case-log -n 7qk note x | wc -c)
fill $((MIB - fixed + 1)) >text
run case-log 7qk note -m - <text
[ "$(tail -n 1 journal | wc -c)" = $MIB ] && [ "$status" = 0 ] ||
	echo "# $status: $(cat "$dir/err")" >>"$dir/why"
verdict 'a text is taken that makes a line of 1 MiB'
cp journal old
printf x >>text
run case-log 7qk note -m - <text
cmp -s journal old || echo '# written nevertheless' >>"$dir/why"
grep -q '1048577 bytes are more than a line holds, 1048576' "$dir/err" &&
	[ "$status" = 3 ] || sed "s/^/# $status: /" "$dir/err" >>"$dir/why"
verdict 'and none that makes one more, of which nothing is written'

# The fields of a record: as many as there is room for in its line.
{
	printf '%sLate' "$open"
	awk 'BEGIN { for (i = 100000; i < 199999; i++) printf "\tk%d=1", i }' </dev/null
	echo
} >journal
[ "$(wc -c <journal)" -lt $MIB ] || echo '# too long' >>"$dir/why"
run case-list -o k100000=,k199998=
expect 'a record of 100,000 keys is a record' 0 <<'OUT'
1	1
OUT

# CSV: 256 fields and 257; a text of 512 KiB and one more; a row of 1 MiB.
row() { awk -v n="$1" 'BEGIN { printf "words"; while (--n) printf ",x" n; print "" }' </dev/null; }
import() { run case-new --import "$1" --map text="${2-words}" -n -q; }
{ row 256 && row 256; } >fields.csv
import fields.csv
[ "$status" = 0 ] && [ "$(wc -l <"$dir/out")" = 1 ] || cat "$dir/err" >>"$dir/why"
verdict 'a row of a CSV file may have 256 fields'
{ row 257 && row 257; } >fields.csv
import fields.csv
grep -q '257 fields; a row has at most 256' "$dir/err" && [ ! -s "$dir/out" ] &&
	[ "$status" = 3 ] || echo "# $status: $(cat "$dir/err")" >>"$dir/why"
verdict 'and not 257'
{ echo words,b && fill $((MIB / 2)) && echo ,1; } >text.csv
import text.csv
[ "$status" = 0 ] && [ "$(wc -c <"$dir/out")" -gt $((MIB / 2)) ] ||
	cat "$dir/err" >>"$dir/why"
verdict 'a field of 512 KiB is taken'
{ echo words,b && fill $((MIB / 2 + 1)) && echo ,1 && echo next,2; } >text.csv
import text.csv
[ "$status" = 3 ] && grep -q 'longer than 524288 bytes' "$dir/err" &&
	[ "$(cut -f 8 "$dir/out")" = next ] || cat "$dir/err" >>"$dir/why"
verdict 'one of a byte more is not, and the next row is'
for size in $MIB $((MIB + 1)); do
	{
		echo words,b,c
		printf 'Late,' && fill $((MIB / 2)) && printf ,
		fill $((size - MIB / 2 - 7)) && echo
		echo next,2,3
	} >row.csv
	[ "$(sed -n 2p row.csv | wc -c)" = "$size" ] || echo '# wrong size' >>"$dir/why"
	import row.csv
	cut -f 8 "$dir/out" | tr '\n' ' ' >>rows
done
[ "$(cat rows)" = 'Late next next ' ] && [ "$status" = 3 ] || {
	cat rows "$dir/err" | sed 's/^/# /'
} >>"$dir/why"
verdict 'a row of 1 MiB is taken, one of a byte more is not, and the next is'

# A plan: 256 KiB and a byte more; 16 deep and 17.
printf '%s\n' "${open}Late" >journal
{ cat "$TOP/policies.yaml" && printf '#'; } >plan
fill $((MIB / 4 - $(wc -c <plan))) >>plan
run case-check -p plan
[ "$status" -le 1 ] || cat "$dir/err" >>"$dir/why"
verdict 'a plan of 256 KiB is read'
printf x >>plan
run case-check -p plan
expect 'one of a byte more is not' 3 3<<'ERR'
case-check: plan:1:1: larger than 256 KiB
ERR
for deep in 15 16; do
	{
		printf 'policy: 1\nshop: {name: S, timezone: UTC, currency: EUR}\nx: '
		fill $deep '[' && fill $deep ']' && echo
	} >plan
	run case-check -p plan
	grep -c 'nested more than 16 deep' "$dir/err" >>depths
done
[ "$(tr '\n' ' ' <depths)" = '0 1 ' ] || cat "$dir/err" >>"$dir/why"
verdict 'and 16 levels of one, but not 17'

# A line of 1 GB, from a pipe, under a limit on memory that is a tenth of it.
case ${SAN-}${WRAP-}$TOOLS in
*sanitize* | *address* | *undefined* | *valgrind*)
	skip 'a line of 1 GB costs no memory' 'what watches the tools takes some itself'
	finish ;;
esac
size=1000000000
for tool in case-list case-check followup-due; do
	[ $tool = case-list ] || [ -n "${AMENDS_TEST_STEP-}" ] || continue
	status=0
	{ head -c $size /dev/zero && printf '\n%s\n' "${open}Late"; } |
		sh -c 'ulimit -v 100000 && "$0" -f - && exit
			status=$?; exit $status' $tool >"$dir/out" 2>"$dir/err" ||
		status=$?
	[ "$status" = 3 ] && grep -q '<stdin>:1: the line is longer than 1 MiB' \
		"$dir/err" || echo "# $tool: $status: $(cat "$dir/err")" >>"$dir/why"
	[ $tool != case-list ] || grep -q Late "$dir/out" ||
		echo '# the next line is not there' >>"$dir/why"
done
verdict 'a line of 1 GB is passed over in 100 MB of memory, and the next one served'
# One case with so many promises, each kept: whoever looked through all of them
# for each would need minutes.
awk -v id=261122-7QK4XMQ 'BEGIN {
	OFS = "\t"
	for (i = 0; i < 50000; i++) {
		at = sprintf("2026-11-%02dT%02d:%02d:%02d.%03d+01:00", 1 + i / 5000,
			i % 5000 / 250, i % 250 / 5, i % 5, 0)
		kept = at
		sub(/\.000/, ".500", kept)
		if (i == 0)
			print at, id, "open", "-", "kim", "-", "-", "Late"
		sub(/\.000/, ".100", at)
		print at, id, "promise", "p" i + 1, "kim", \
			"2026-11-24T17:00:00+01:00", "-", "Ring", "how=phone"
		print kept, id, "kept", "p" i + 1, "kim", "-", "-", "-", "of=" at
	}
}' >kept
run timeout 15 case-check -f kept -p "$TOP/policies.yaml"
expect 'a case of a hundred thousand events is checked' 0 </dev/null

finish
