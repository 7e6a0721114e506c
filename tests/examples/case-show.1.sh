# shellcheck shell=sh
# One complaint, two days old.
export AMENDS_NOW=2026-11-26T09:00:00+01:00
mkdir -p .local/share/amends
cat >.local/share/amends/journal <<'TSV'
#amends 1
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces.	channel=phone	customer=Ana Ruiz	phone=+34600111222	value=18.00
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	restate	-	kim	-	-	The mug broke on the way.
2026-11-24T14:09:00.001+01:00	261124-7QK4XME	confirm	-	kim	-	-	-
TSV
