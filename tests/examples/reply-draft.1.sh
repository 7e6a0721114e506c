# shellcheck shell=sh
# A complaint by e-mail, heard but not yet said back.
export AMENDS_NOW=2026-11-24T14:11:00+01:00
mkdir -p .local/share/amends
cat >.local/share/amends/journal <<'TSV'
#amends 1
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces.	channel=email	customer=Ana Ruiz	email=ana@example.org	value=18.00
2026-11-24T14:06:00.000+01:00	261124-7QK4XME	point	pt1	kim	-	-	It is for Saturday
TSV
