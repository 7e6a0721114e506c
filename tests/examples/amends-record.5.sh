# shellcheck shell=sh
# The examples of amends-record(5) are typed on the morning of tests/data/morning.
export AMENDS_POLICY="$TOP/tests/data/morning/policies.yaml"
export AMENDS_JOURNAL="$TOP/tests/data/morning/journal.tsv"
export AMENDS_NOW=2026-11-26T08:30:00+01:00
