# shellcheck shell=sh
# The README is read in the top folder, by somebody who has no journal yet.
ln -s "$TOP/tests" "$TOP/policies.yaml" .
export AMENDS_NOW=2026-11-26T08:30:00+01:00
