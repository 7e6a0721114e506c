#!/bin/sh
# What the manual pages say that no example of theirs shows: amends-policy(5)
# names every key there is. (For amends-dates(7) there is dates.t.) And what
# each tool says of itself, and of each event.
. "${0%/*}/harness.sh"

# nothing_wrong NAME
nothing_wrong() {
	[ ! -s "$dir/wrong" ] || sed 's/^/# /' "$dir/wrong" >>"$dir/why"
	: >"$dir/wrong"
	verdict "$1"
}

# The keys of a plan that has all of them; less those that are names of its own.
sed 's/"[^"]*"//g; s/#.*//' "$TOP/tests/data/full-plan.yaml" |
	grep -oE '(^|[ {])[a-z-]+:' | tr -d ' {:' | LC_ALL=C sort -u |
	grep -vxE 'counter|senior|owner|urgent|high|low' >"$dir/keys"
tr -cs 'a-z0-9-' '\n' <"$TOP/man/amends-policy.5" | LC_ALL=C sort -u >"$dir/named"
[ "$(wc -l <"$dir/keys")" -gt 100 ] || echo 'too few keys' >"$dir/wrong"
LC_ALL=C comm -23 "$dir/keys" "$dir/named" >>"$dir/wrong"
nothing_wrong 'amends-policy(5) names every key of a plan'

# asked LINE...: each with what it prints; status 0, and no message.
asked() {
	for line; do
		echo "\$ $line"
		$line 2>&1 || echo "status $?"
	done >"$dir/out"
	status=0
	: >"$dir/err"
}

asked 'case-check --help' 'case-erase --help' 'case-list --help' \
	'case-log --help' 'case-new --help' 'case-show --help' \
	'case-stats --help' 'due-when --help' 'followup-due --help' \
	'remedy-pick --help' 'reply-check --help' 'reply-draft --help' case-log
expect 'each tool says what it takes, examples first' 0 \
	<"$TOP/tests/data/help/tools"

set --
for event in open $(case-log | sed -n '5,12s/^.\{15\}//p'); do
	set -- "$@" "case-log --help $event"
done
asked "$@"
expect 'each event says what it means, what it takes, and what others call it' \
	0 <"$TOP/tests/data/help/events"

finish
