#!/bin/sh
# Hostile input where people answer, and plans that are made to be expensive: no
# answer moves the cursor, each comes back as it was typed but for what no
# keyboard has, a megabyte is taken or refused in one sentence; and a plan that
# would cost more than a plan may is refused within bounds of time and memory.
# shellcheck disable=SC2015,SC3045 # A && B || C, where C is to be run then, too;
# ulimit -v, which dash and bash have
. "${0%/*}/harness.sh"
# shellcheck source=tests/terminal/setup.sh
. "$TOP/tests/terminal/setup.sh"
umask 077
export AMENDS_JOURNAL="$HOME/journal"
export AMENDS_POLICY="$TOP/policies.yaml"

# What nobody types: an order to the terminal, C1, text turned round, bytes that
# are no UTF-8, C0. play answers any escape it does not know with {ESC}.
evil=$(printf 'Zq^[]0;own^Ged^[[31m \302\233x \342\200\256y \342\201\246z \377\376 \300\257 ^A^V^?!')
# quiet_of_evil NAME: nothing of it was sent to the terminal, or is in the file.
quiet_of_evil() {
	LC_ALL=C grep -aE "$(printf '\302[\200-\237]|\342\200[\252-\256]|\342\201[\246-\251]|[\300\376\377]|[\001-\006\016-\032\177]|\\]0;own\007')" \
		"$dir/sent" | head -n 3 | cat -v | sed 's/^/# sent: /' >>"$dir/why"
	grep -a 'ESC}' "$dir/out" | head -n 3 | sed 's/^/# /' >>"$dir/why"
	[ ! -e journal ] || LC_ALL=C grep -naE '[^[:print:][:space:]]' journal |
		LC_ALL=C grep -aE "$(printf '[\001-\010\013-\037\177]|\302[\200-\237]|\342\200[\252-\256]|\342\201[\246-\251]|[\300\376\377]')" |
		head -n 3 | cat -v | sed 's/^/# written: /' >>"$dir/why"
	verdict "$1"
}

n=0
{
	printf '%s\n\n' "$evil"
	while [ $((n = n + 1)) -le 12 ]; do
		printf '%s\n' "$evil"
	done
	printf '^D\\\n'
} >keys
at_terminal case-new -o "$dir/sent" <keys
[ "$status" = 0 ] || sed "s/^/# $status: /" "$dir/out" >>"$dir/why"
[ "$(grep -c Zq journal)" -ge 3 ] || echo '# few answers were taken' >>"$dir/why"
quiet_of_evil 'each question of case-new takes hostile words, and shows none of them'
run case-list -o short
short=$(cat "$dir/out")
while read -r event; do
	printf '%s\n%s\n%s\n%s\n^D\\\n' "$evil" "$evil" "$evil" "$evil" >keys
	at_terminal "case-log $short $event" -o "$dir/sent" <keys
	[ "$status" -le 2 ] || echo "# $event: $status" >>"$dir/why"
	quiet_of_evil "and so does case-log, asked for $event"
done <<'EVENTS'
point
promise
restate
answer
offer
heat
close
EVENTS
run case-check
[ "$status" -le 1 ] || sed 's/^/# /' "$dir/err" >>"$dir/why"
verdict 'the journal is sound behind all of it'

# paste COUNT: so many letters, pasted as the words of a complaint, in 100 MB.
paste() {
	rm -f journal
	status=0
	{
		sleep 1
		head -c "$1" /dev/zero | tr '\0' x && printf '\n\nAna\n\n\n\n\n\004\004'
		sleep 1
	} | timeout 60 script -qefc "stty cols 80 rows 24; ulimit -v $memory; case-new" \
		-E always /dev/null >"$dir/sent" 2>&1 || status=$?
	tr -d '\r' <"$dir/sent" | tail -n 3 >"$dir/out"
}
memory=100000
case ${SAN-}${WRAP-}$TOOLS in
# What watches the tools takes more.
*sanitize* | *address* | *undefined* | *valgrind*) memory=unlimited ;;
esac
paste 100000
[ "$status" = 0 ] && [ "$(grep -c xxxxx journal)" = 1 ] || {
	echo "# $status" && cut -c 1-200 "$dir/out" | sed 's/^/# /'
} >>"$dir/why"
verdict 'pages of words are taken, however they were pasted'
if [ "${AMENDS_TEST_STEP-}" = 1 ]; then
	paste 1100000
	[ "$status" = 3 ] && [ ! -s journal ] &&
		grep -q '^case-new: 1100074 bytes are more than a line holds' "$dir/out" || {
		echo "# $status" && cut -c 1-200 "$dir/out" | sed 's/^/# /'
	} >>"$dir/why"
	verdict 'and more than a line of the journal holds is refused, with nothing written'
fi

# Plans. bounded NAME LINES: refused, in so many lines at most, with little
# memory and at once.
head='policy: 1
shop: {name: S, timezone: UTC, currency: EUR}'
bounded() {
	status=0
	(ulimit -v $memory && timeout 10 case-check -p plan) \
		>"$dir/out" 2>"$dir/err" || status=$?
	[ "$status" = 3 ] && [ -s "$dir/err" ] && [ "$(wc -l <"$dir/err")" -le "$1" ] || {
		echo "# $2: status $status, $(wc -l <"$dir/err") lines"
		head -n 2 "$dir/err" | cut -c 1-150 | sed 's/^/# /'
	} >>"$dir/why"
}
fill() { head -c "$1" /dev/zero | tr '\0' "$2"; }
rm -f journal
unset AMENDS_JOURNAL
{
	echo "$head" && echo 'a: &a [x, x, x, x, x, x, x, x, x]'
	before=a
	for name in b c d e f g h i j k l; do
		echo "$name: &$name [*$before, *$before, *$before, *$before, *$before, *$before]"
		before=$name
	done
} >plan
bounded 100 'aliases of aliases'
{ echo "$head" && printf 'remedies:\n  fix:\n' && awk 'BEGIN {
	while (i++ < 1000000) printf "    - {id: r%d, label: R%d, cost: 0}\n", i, i }'; } </dev/null >plan
bounded 1 'a million remedies'
{ echo "$head" && printf 'remedies: {fix: [' && awk 'BEGIN {
	while (i++ < 7000) printf "{id: r%d, label: R%d, cost: 0},", i, i }' && echo ']}'; } </dev/null >plan
bounded 1 'as many as a file has room for'
{ echo "$head" && printf 'x: ' && fill 200000 '['; } >plan
bounded 1 'brackets'
{ echo "$head" && awk 'BEGIN { while (i++ < 25000) printf "k%d: 1\n", i }'; } </dev/null >plan
bounded 25 'unknown keys'
{ echo "$head" && awk 'BEGIN { while (i++ < 100000) printf "? " }'; } </dev/null >plan
bounded 25 'keys of keys'
{ echo "$head" && awk 'BEGIN { while (i++ < 100000) printf "- " }'; } </dev/null >plan
bounded 1 'lists in lists'
{ echo "$head" && printf 'x: "' && fill 200000 a && echo '"'; } >plan
bounded 1 'a long word'
{ echo "$head" && awk 'BEGIN { srand(1); while (i++ < 100000) printf "%c", 128 + int(rand() * 127) }'; } </dev/null >plan
bounded 45 'bytes that are no text'
printf 'policy: 1\0' >plan
bounded 3 'a NUL byte'
ln -sf /dev/zero plan
bounded 1 'a device without an end'
verdict 'a plan that was made to cost is refused, at once and in little memory'
finish
