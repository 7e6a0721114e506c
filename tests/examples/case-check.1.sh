# shellcheck shell=sh
# A small shop's files, and a journal with a line that somebody spoilt.
cp "$TOP/policies.yaml" policies.yaml
export AMENDS_POLICY="$TOP/tests/data/morning/policies.yaml"
export AMENDS_NOW=2026-11-26T08:30:00+01:00
umask 077
{
	echo '#amends 1'
	grep '	261124-7QK4XME	open	' "$TOP/tests/data/morning/journal.tsv"
	printf '2026-11-26T08:00:00.000+01:00\t261124-7QK4XME\tstep\t-\tkim\t-\t-\tPacked it \\qagain\n'
} >edited.tsv
