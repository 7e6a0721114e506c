#!/bin/sh
# What the manual pages say that no example of theirs shows: amends-policy(5)
# names every key there is. (For amends-dates(7) there is dates.t.)
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

finish
