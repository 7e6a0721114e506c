# shellcheck shell=sh disable=SC2154 # dir is the harness's
# The stories of tests/stories: what is recorded is not printed again, and `at`
# sets the clock.
mkdir "$dir/quiet"
for tool in case-new case-log; do
	# shellcheck disable=SC2016 # the tool's own operands
	printf '#!/bin/sh\nexec "%s" "$@" >/dev/null\n' "$TOOLS/$tool" >"$dir/quiet/$tool"
	chmod +x "$dir/quiet/$tool"
done
export PATH="$dir/quiet:$PATH"
at() { export AMENDS_NOW="2026-11-$1$zone"; }
gentle() { zone=+01:00; }
firm() {
	zone=+00:00
	export AMENDS_WHO=amy AMENDS_POLICY="$TOP/tests/data/full-plan.yaml"
}
gentle
