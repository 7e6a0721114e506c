#!/bin/sh
# The twenty most usual moments of a counter, an online shop and an owner
# (tests/data/moments/moments.txt), each with as many commands and answers as it
# says, played one after the other in one shop.
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
	[ "$commands, $answers" = "$said" ] ||
		echo "# $commands commands and $answers answers, not $said" >>"$dir/why"
	verdict "$moment"
	played=$((played + 1))
}

moment='' command='' played=0
: >typed
while IFS= read -r line <&4; do
	case $line in
	'#'* | '') ;;
	'$ '*)
		play
		command=${line#"$ "} commands=$((commands + 1)) ;;
	'>')
		echo >>typed ;;
	'> '*)
		printf '%s\n' "${line#> }" >>typed
		answers=$((answers + 1)) ;;
	*)
		judge
		moment=${line#*: } said=${line%%:*} said=${said#*, }
		moment="${line%%,*}: $moment ($said)" commands=0 answers=0 ;;
	esac
done 4<"$moments"
judge
check 'there are twenty of them' [ "$played" = 20 ]
run sh -c 'case-list -A -o customer,state,given | grep -E "Ruiz|Marsh" | sort'
expect 'the counter complaints are put right' 0 <<'OUT'
Ana Ruiz	closed	18.00
Leo Marsh	closed	4.50
OUT
rm typed
finish
