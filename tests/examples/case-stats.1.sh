# shellcheck shell=sh
# The examples of case-stats(1) are asked of the journal that the README asks.
export AMENDS_JOURNAL="$TOP/tests/data/questions/journal.tsv"
export AMENDS_NOW=2026-11-26T08:30:00+01:00
