# shellcheck shell=sh
# One complaint, just written down.
export AMENDS_NOW=2026-11-24T14:09:00+01:00
mkdir -p .local/share/amends
cat >.local/share/amends/journal <<'TSV'
#amends 1
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces.	channel=phone	customer=Ana Ruiz	value=18.00
TSV
