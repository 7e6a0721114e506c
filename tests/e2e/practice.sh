# shellcheck shell=sh
# What the tests of the practices share, on top of harness.sh. A practice is a
# piece of advice that shops are given about customers who complain, P01 to P72;
# tests/practices.tsv says which test shows which.
#
#   gentle, firm       under the default plan, which has no staff; under the
#                      whole plan: amy at the counter, jo senior, ruth the owner
#   at TIME            it is then, by the shop's clock of those days
#   begin [KEY...]     a journal of Ana Ruiz's complaint alone, 7QK, with
#                      further keys of open
#   did WORDS          case-log records them, and that is not what is tested
#   agreed             what has to come before an offer
#   says NAME STATUS WANT... -- [COMMAND...]
#                      the status, and each WANT among what it prints on both
#                      outputs, blanks and ends of lines alike; !WANT is not
#                      there. Without a command the last run is judged.
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal"

gentle() {
	export AMENDS_WHO=kim
	if [ "${PLAN-}" = installed ]; then
		unset AMENDS_POLICY
	else
		export AMENDS_POLICY="$TOP/policies.yaml"
	fi
	zone=+01:00
}

firm() {
	export AMENDS_WHO=amy AMENDS_POLICY="$TOP/tests/data/full-plan.yaml"
	zone=+00:00
}

at() { export AMENDS_NOW="$1$zone"; }

begin() {
	rm -f journal
	{
		printf '2026-11-24T14:05:09.123%s\t261124-7QK4XME\topen\t' "$zone"
		printf 'arrived-damaged\t%s\t-\t-\t' "$AMENDS_WHO"
		printf 'The mug came in pieces. It was a gift.\t'
		if [ $# = 0 ]; then
			printf 'customer=Ana Ruiz\tphone=+34 600 111 222\tvalue=18.00\n'
		else
			printf '%s\n' 'customer=Ana Ruiz' 'phone=+34 600 111 222' \
				value=18.00 "$@" | sort | paste -s -
		fi
	} >"$dir/opening"
	case-log - <"$dir/opening" >/dev/null 2>"$dir/did" ||
		sed 's/^/# not begun: /' "$dir/did" >>"$dir/why"
	at 2026-11-24T14:09
}

did() {
	case-log "$@" >/dev/null 2>"$dir/did" || {
		echo "# exit $?: case-log $*"
		sed 's/^/# /' "$dir/did"
	} >>"$dir/why"
}

agreed() { did 7qk heard + restate The mug broke on the way. + confirm; }

says() {
	said_name=$1 said_status=$2
	shift 2
	: >"$dir/wants"
	while [ "$1" != -- ]; do
		printf '%s\n' "$1" >>"$dir/wants"
		shift
	done
	shift
	[ $# = 0 ] || run "$@"
	[ "$status" = "$said_status" ] ||
		echo "# status: $status, expected $said_status" >>"$dir/why"
	# Split and joined again by the shell, so that blanks are alike.
	set -f
	# shellcheck disable=SC2046
	set -- $(cat "$dir/out" "$dir/err")
	set +f
	said="$*"
	while IFS= read -r want; do
		case $want in
		!*) case $said in
			*"${want#!}"*) echo "# it says: ${want#!}" ;;
			esac ;;
		*) case $said in
			*"$want"*) ;;
			*) echo "# it does not say: $want" ;;
			esac ;;
		esac
	done <"$dir/wants" >>"$dir/why"
	[ ! -s "$dir/why" ] || sed 's/^/# /' "$dir/out" "$dir/err" >>"$dir/why"
	verdict "$said_name"
}

gentle
