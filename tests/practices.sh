#!/bin/sh
# practices.sh RAN: hold tests/practices.tsv against what ran.
#
# The table says for each practice, P01 to P72, which tests show it: number,
# file, name. Each of the rows has to be there, to have run, and to begin with
# its number; each test that begins with a number has to be in the table.
# RAN is what the harness wrote of a whole run: file, name.

export LC_ALL=C
# Those that nothing shows yet.
waiting='P03 P16 P25 P35 P43 P48 P53'
status=0
told=$(awk -F '\t' -v waiting="$waiting" '
function wrong(text) {
	print "tests/practices.tsv: " text
	bad = 1
}
FILENAME == ARGV[1] {
	if (/^#/)
		next
	row = $2 "\t" $3
	if (NF != 3 || $1 !~ /^P[0-9][0-9]$/)
		wrong("line " FNR " is no number, file and name")
	else if (index($3, $1 " ") != 1)
		wrong("line " FNR ": the name does not begin with " $1)
	else if (row in listed)
		wrong("line " FNR " is there twice")
	listed[row] = 1
	shown[$1]++
	next
}
$2 ~ /^P[0-9][0-9] / && !(($1 "\t" $2) in listed) {
	wrong("not listed: " $1 ": " $2)
}
{ ran[$1 "\t" $2] = 1 }
END {
	for (row in listed)
		if (!(row in ran))
			wrong("did not run: " row)
	for (n = 1; n <= 72; n++) {
		number = sprintf("P%02d", n)
		if (index(waiting, number))
			left = left " " number
		if (!(number in shown) && !index(waiting, number))
			wrong("nothing shows " number)
		else if (number in shown && index(waiting, number))
			wrong(number " is shown, and called waiting")
		else if (number in shown)
			practices++
		rows += shown[number]
	}
	if (!bad)
		printf "practices: %d of 72, by %d tests%s\n", practices, rows,
			left == "" ? "" : "; nothing yet shows" left
	exit bad
}' "${0%/*}/practices.tsv" "${1:?the names that ran}") || status=1
printf '%s\n' "$told" | sort
exit "$status"
