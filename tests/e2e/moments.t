#!/bin/sh
# The twenty most usual moments of a counter, an online shop and an owner
# (tests/data/moments/moments.txt), each with as many commands, answers and keys
# as it says, played one after the other in one shop.
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-24T14:05:00+01:00
cp "$TOP/tests/data/moments/complaints.csv" .
moments=$TOP/tests/data/moments/moments.txt

# play: the last command, at a terminal where somebody answers.
play() {
	[ -n "$command" ] || return 0
	if [ -s typed ]; then
		# What is asked beyond the answers can wait.
		printf '\004' >>typed
		keys=$((keys + 1))
		run_at_terminal "$command" <typed
	else
		run sh -c "$command"
	fi
	[ "$status" = 0 ] || {
		echo "# exit $status: $command"
		sed 's/^/# /' "$dir/out" "$dir/err"
	} >>"$dir/why"
	command=
	: >typed
}

# judge: the moment that ends here.
judge() {
	[ -n "$moment" ] || return 0
	play
	[ "$commands, $answers, $keys" = "$said" ] ||
		echo "# $commands commands, $answers answers, $keys keys; not $said" >>"$dir/why"
	[ "$who" != counter ] ||
		printf '| %s | %s | %s | %s |\n' "$what" "$commands" "$answers" "$keys" >>table
	verdict "$who: $what ($said)"
	played=$((played + 1))
}

moment='' command='' played=0
: >typed
: >table
while IFS= read -r line <&4; do
	case $line in
	'#'* | '') ;;
	'$ '*)
		play
		command=${line#"$ "} commands=$((commands + 1))
		# Each with Enter behind it; so is an answer.
		keys=$((keys + ${#command} + 1)) ;;
	'>')
		echo >>typed
		keys=$((keys + 1)) ;;
	'> '*)
		printf '%s\n' "${line#> }" >>typed
		answers=$((answers + 1)) keys=$((keys + ${#line} - 1)) ;;
	*)
		judge
		moment=$line what=${line#*: } who=${line%%,*}
		said=${line%%:*} said=${said#*, }
		commands=0 answers=0 keys=0 ;;
	esac
done 4<"$moments"
judge
check 'there are twenty of them' [ "$played" = 20 ]
grep -F -x -f table "$TOP/README.md" >ten
check 'the README has ten of the counter, with the same figures' \
	[ "$(grep -c . ten)" = 10 ]
run sh -c 'cut -f 3,4 journal | grep "^accept" | head -n 1'
expect 'the first of them gets to what they chose' 0 <<'OUT'
accept	replace
OUT
run sh -c 'case-list -A -o customer,state,given | grep -E "Ruiz|Marsh" | sort'
expect 'what was complained of at the counter is put right' 0 <<'OUT'
Ana Ruiz	closed	18.00
Leo Marsh	closed	4.50
OUT
rm typed table ten
finish
