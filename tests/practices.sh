#!/bin/sh
# practices.sh RAN: hold tests/practices.tsv against what ran.
#
# The table says for each practice, P01 to P72, which tests of the tools show
# it: number, file, name. Each row's test has to have run, and to name its
# number: "P04 nothing is offered before …" or "P63, P69: …".
# RAN is what the harness wrote of a whole run: file, name.

export LC_ALL=C
status=0
told=$(awk -F '\t' '
function wrong(text) {
	print "tests/practices.tsv: " text
	bad = 1
}
FILENAME == ARGV[1] {
	if (/^#/)
		next
	row = $2 "\t" $3
	named = $3
	if (!match(named, /^P[0-9][0-9](, P[0-9][0-9])*[: ]/) ||
	    !index(substr(named, 1, RLENGTH), $1))
		wrong("line " FNR " does not name " $1)
	else if (($1, row) in listed)
		wrong("line " FNR " is there twice")
	listed[$1, row] = row
	shown[$1]++
	next
}
{ ran[$1 "\t" $2] = 1 }
END {
	for (one in listed)
		if (!(listed[one] in ran))
			wrong("did not run: " listed[one])
	for (n = 1; n <= 72; n++) {
		number = sprintf("P%02d", n)
		if (number in shown)
			practices++
		else
			wrong("nothing shows " number)
		rows += shown[number]
	}
	if (!bad)
		printf "practices: %d of 72, in %d rows\n", practices, rows
	exit bad
}' "${0%/*}/practices.tsv" "${1:?the names that ran}") || status=1
printf '%s\n' "$told" | sort
exit "$status"
