#!/bin/sh
# Every rule, at a terminal, where the plan says ask: what can be asked for is
# asked for there and then, and recorded in the same batch; what somebody else
# has to decide is refused. tests/data/asked has a row a rule, and what is seen
# then; a rule without a row fails. Without a terminal: tests/unit/gates.c.
. "${0%/*}/harness.sh"

why() { echo "# $1" >>"$dir/why"; }
data=$TOP/tests/data/asked
export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-24T14:09:00+01:00
# Large and small letters of its id are told apart below, from each other and
# from the words that are said: it has to have one, and to be none of these.
while :; do
	case-new -q -c 'Ana Ruiz' -k value=18 -t arrived-damaged \
		The mug came in pieces. >"$dir/out" || exit
	take_id
	case $id3 in
	*[A-Z]*) grep -qiw "$id3" "$data/seen" "$TOP/policies.yaml" || break ;;
	esac
	rm journal
done
cp journal opened
sed '32,34s/^#   //; s/^gates:.*/gates: {usual: ask}/
	/^follow-up:/,/all-well/d; s/^prevention:/follow-up: []\n&/' \
	"$TOP/policies.yaml" >base.yaml

# plan RULE STEP: base.yaml, with the rule in its place.
plan() {
	need='' add=''
	case $2 in close*) need=$1 ;; esac
	case $1 in
	warned) add='$aunreasonable: {who: counter}' ;;
	limits) add='$aunreasonable: {who: owner}' ;;
	esac
	sed "s/^\(  need: \).*/\1[$need]/
		$add" base.yaml >plan.yaml
}

had=
while IFS='|' read -r rule told step answer <&4; do
	case $rule in '#'*) continue ;; esac
	had="$had $rule"
	plan "$rule" "$step"
	cp opened journal
	# shellcheck disable=SC2086 # words, as typed
	[ -z "$told" ] || case-log -p plan.yaml -q --already "$id" $told \
		>"$dir/told" 2>&1 || why "$rule: $told"
	begun=$(wc -l <journal)
	[ -z "$answer" ] || answer="$answer
"
	printf %s "$answer" >answers
	run_at_terminal "case-log -p plan.yaml $id $step" <answers
	echo "== $rule: exit $status, $(($(wc -l <journal) - begun)) recorded" >>all
	cat "$dir/out" >>all
done 4<"$data/rules"
verdict 'all that has to happen before can be told'

lower=$(echo "$id3" | tr '[:upper:]' '[:lower:]')
sed "s/\<$id3\>/7QK/g; s/\<$lower\>/7qk/g" all >seen
# To draw it anew, before it is looked at: AMENDS_TEST_DRAW=1.
[ "${AMENDS_TEST_DRAW-}" != 1 ] || cp seen "$data/seen"
diff -u "$data/seen" seen | sed 's/^/# /' >>"$dir/why"
verdict 'each rule is asked for at a terminal, or refused there'

sed -n 's/.*\[RULE_[A-Z_]*\] = {"\([a-z-]*\)".*/\1/p' "$TOP/lib/conditions.c" |
	sort >rules
# shellcheck disable=SC2086 # a word each
printf '%s\n' $had | sort -u | diff rules - | sed 's/^/# /' >>"$dir/why"
verdict 'no rule is without a row'
finish
