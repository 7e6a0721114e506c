# shellcheck shell=sh
# Two complaints, one of them said back and agreed.
export AMENDS_NOW=2026-11-24T14:11:00+01:00
mkdir -p .local/share/amends
cat >.local/share/amends/journal <<'TSV'
#amends 1
2026-11-23T16:00:00.000+01:00	261123-RB5000B	open	wrong-item	kim	-	-	Blue, not green.	channel=phone	customer=Tom Baker	value=20.00
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces.	channel=phone	customer=Ana Ruiz	value=18.00	wish=replace
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
2026-11-24T14:09:00.001+01:00	261124-7QK4XME	restate	-	kim	-	-	The mug broke on the way.
2026-11-24T14:09:00.002+01:00	261124-7QK4XME	confirm	-	kim	-	-	-
TSV
