#!/bin/sh
# Every sentence that a module or a tool can say: each has to stand in a test,
# word by word; a new one that does not fails here (tests/sentences.awk).
#
# Of these what they refuse, alone: they say, too, what no test can bring about,
# that a disk or a clock does not do as it should, or that a file changed while
# it was read; and policydefault is a plan.
parts='checking cli durable shop machine journal keeping policydefault'
. "${0%/*}/harness.sh"

cd "$TOP" || exit 99
set --
for module in lib/*.c cmd/*.c; do
	name=${module##*/}
	case " $parts " in
	*" ${name%.c} "*) set -- "$@" "$module" ;;
	*) set -- "$@" "+$module" ;;
	esac
done
# shellcheck disable=SC2046 # file names without blanks
run awk -f tests/sentences.awk "$@" \
	-- $(find tests/e2e tests/unit tests/fault tests/stories tests/data/help tests/data/asked \
		tests/data/screens tests/data/import tests/data/morning \
		tests/data/moments tests/data/dates.tsv README.md -type f)
sed 's/^/# /' "$dir/out" | grep -v ' 0 without a test$' >>"$dir/why"
[ "$status" = 0 ] || echo "# status $status" >>"$dir/why"
verdict 'every sentence stands in a test'

# A sentence that no test has is found, and one that it has is not.
printf '%s\n' '#include "x.h"' 'fail_set(why, FAIL_REFUSED,' \
	'	"%s is not open, " /* "no" */' '	"so knock: %d\n", name);' \
	'puts("nobody looks at me");' >"$dir/module.c"
echo 'Ana is not open, so knock: 3' >"$dir/test.t"
run awk -f tests/sentences.awk "$dir/module.c" -- "$dir/test.t"
expect 'one that is there is found' 0 <<'OUT'
1 sentences, 0 without a test
OUT
run sh -c 'cd "$0" && awk -f "$1/tests/sentences.awk" +module.c -- test.t' \
	"$dir" "$TOP"
expect 'and one that is not is named' 1 <<'OUT'
module.c:5: nobody looks at me
2 sentences, 1 without a test
OUT
finish
