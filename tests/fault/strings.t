#!/bin/sh
# What customers write is hostile input: strings full of what shells, awk, printf,
# xargs, spreadsheets and terminals take for orders, through the recipes of the
# manual under dash and bash. Nothing runs, and every value comes back.
# AMENDS_TEST_STRINGS says how many (200); make check-long takes 5000.
# shellcheck disable=SC2016 # the recipes are for an inner shell
. "${TOP:-.}/tests/e2e/harness.sh"
count_of=${AMENDS_TEST_STRINGS:-200}
umask 077
export AMENDS_JOURNAL="$HOME/journal"

# A name a line, made of pieces, each with its number behind.
awk -v count="$count_of" -v seed="${AMENDS_TEST_SEED:-1}" '
BEGIN {
	srand(seed)
	n = split("$(touch ran)|`touch ran`|;touch ran;|&touch ran&|>ran|<ran|" \
		"|\"|'"'"'|'"'"'\"'"'"'|\\|\\n|\\t|\\x41|%s|%n|%d|*|?|[a-z]|~|!!|#|=1+1|" \
		"+1|-1|@SUM(A1)|-n|--|-e|{}|$IFS|$0|${HOME}|$HOME|  | |a|Ana|Ruiz|" \
		"caf\303\251|\302\240|\360\237\230\200|,|;|\\\\|=cmd|\\c|-|\"\"|0|1e3", \
		piece, "|")
	for (i = 1; i <= count; i++) {
		name = ""
		for (k = int(rand() * 5) + 1; k > 0; k--)
			name = name piece[int(rand() * n) + 1]
		# A blank at the beginning an import takes away, and so it does
		# the quote before what a spreadsheet would work out.
		if (name ~ /^[ \302'"'"']/)
			name = "b" name
		print name "x" i >"names"
	}
}' </dev/null
{
	echo 'id,text,customer'
	awk '{ gsub(/"/, "\"\""); print NR ",\"" $0 "\",\"" $0 "\"" }' names
} >names.csv
run case-new --import names.csv --ext id --map text=text --map customer=customer
[ "$(wc -l <"$dir/out")" = "$count_of" ] ||
	echo "# $(wc -l <"$dir/out") of $count_of: $(head -n 3 "$dir/err")" >>"$dir/why"
verdict "$count_of hostile strings are recorded"

LC_ALL=C sort names >want
# same NAME: got has each name, a line each.
same() {
	LC_ALL=C sort got | cmp -s - want || {
		LC_ALL=C sort got | diff - want | head -n 4 | sed 's/^/# /'
	} >>"$dir/why"
	find . "$dir/tmp" -name ran | sed 's/^/# made: /' >>"$dir/why"
	verdict "$1"
}
case-list -A -r -o customer >got
same 'and come back decoded'
case-list -A -o text >escaped
LC_ALL=C grep -c '[[:cntrl:]]' escaped >"$dir/n"
[ "$(cat "$dir/n")" = 0 ] || echo '# control characters' >>"$dir/why"
verdict 'and escaped they are one line of no control characters each'
for shell in dash bash; do
	command -v $shell >/dev/null || {
		skip "the recipes under $shell" 'not installed'
		continue
	}
	$shell -c 'case-list -A -o customer,phone,case |
		while IFS="$(printf "\t")" read -r name phone id; do
			[ "$phone" = - ] || printf "%s\n" "$phone"
			printf "%s\n" "$name"
			[ ${#id} = 14 ] || echo "no id: $id"
		done' | sed 's/\\\\/\\/g' >got
	same "a loop over several columns, under $shell"
	$shell -c 'case-list -A -r -o customer |
		while IFS= read -r name; do printf "%s\n" "$name"; done' >got
	same "a loop over one, under $shell"
	$shell -c 'case-list -A -o case | while IFS= read -r id; do
		case $id in ??????-???????) echo "$id" ;; esac
	done | wc -l' >got
	[ "$(cat got)" -eq "$count_of" ] || cat got >>"$dir/why"
	verdict "a loop over ids, under $shell"
	$shell -c 'case-list -A -r -o customer |
		xargs -d "\n" -n 100 printf "%s\n"' >got
	same "xargs, under $shell"
	$shell -c 'case-list -A -o customer | awk -F "\t" "{ print \$1 }" |
		sort | uniq | cut -f 1' | sed 's/\\\\/\\/g' >got
	same "awk, sort and cut, under $shell"
	$shell -c 'case-list -A | case-list - -A -r -o customer' >got
	same "the cases of one tool as operands of the next, under $shell"
done
case-list -A --json -o customer >json
awk '{ sub(/^\{"customer":"/, ""); sub(/"\}$/, ""); gsub(/\\"/, "\"")
	gsub(/\\\\/, "\\"); print }' json >got
same 'JSON gives them back'
# No cell of a spreadsheet begins like a formula, but behind a quote.
case-list -A --csv=excel -o customer | tr -d '\r' >excel
LC_ALL=C grep -nE '^"?[=+@-]' excel | sed 's/^/# /' >>"$dir/why"
verdict 'no cell of --csv=excel is a formula'
finish
