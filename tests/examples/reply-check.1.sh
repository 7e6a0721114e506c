# shellcheck shell=sh
# A draft, and the case that it is about.
export AMENDS_NOW=2026-11-24T14:11:00+01:00
mkdir -p .local/share/amends
cat >.local/share/amends/journal <<'TSV'
#amends 1
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces.	channel=phone	customer=Ana Ruiz	order=4711	phone=+34600111222	value=18.00
2026-11-24T14:08:00.000+01:00	261124-7QK4XME	note	-	sam	-	-	Such a liar.
TSV
cat >draft <<'DRAFT'
Dear Ana,
unfortunately the mug was broken by the
courier. We will be in touch soon.
DRAFT
