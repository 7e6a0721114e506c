# shellcheck shell=sh
# The recipes of amends(7) are typed in the shop of tests/data/questions.
cp "$TOP/tests/data/questions/journal.tsv" journal
sed 1d "$TOP/tests/data/morning/journal.tsv" >other.tsv
printf '4711\ton the van\n4730\tlost\n' >parcels.tsv
export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-26T08:30:00+01:00
