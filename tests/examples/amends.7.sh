# shellcheck shell=sh
# The recipes of amends(7) are typed in the shop of tests/data/questions.
cp "$TOP/tests/data/questions/journal.tsv" journal
sed 1d "$TOP/tests/data/morning/journal.tsv" >other.tsv
printf '4711\ton the van\n4730\tlost\n' >parcels.tsv
id=$(sed -n 's/.*\t\([0-9]\{6\}-[0-9A-Z]*\)\topen\t.*Nadia.*/\1/p' journal)
cat >answer <<MAIL
From: Nadia Haddad <nadia@example.org>
Subject: Re: Casa Luz [$id]
To: shop@example.org

I have found the receipt.
> Anybody in your place would feel the same.
Nadia
MAIL
export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-26T08:30:00+01:00
