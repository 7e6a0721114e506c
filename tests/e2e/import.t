#!/bin/sh
# case-new --import: complaints out of other programs' CSV files.
. "${0%/*}/harness.sh"

journal=$HOME/.local/share/amends/journal
cp "$TOP"/tests/data/import/*.csv .

run case-new --import shop.csv
expect 'columns that are called as fields are map themselves' 0 <<'OUT'
2026-11-20T16:40:00.000+01:00	ID1	open	late	kim	-	-	The cake came an hour after the party began.	customer=Tom Baker	logged=2026-11-23T10:00:00.000+01:00	value=12.00
2026-11-21T10:00:00.000+01:00	ID2	open	arrived-damaged	kim	-	-	The mug came in pieces.\nIt was a gift.	customer=Ana Ruiz	logged=2026-11-23T10:00:00.000+01:00	phone=+34 600 111 222	value=18.00
OUT
rm "$journal"

# A file of a program that knows nothing of us, and what is wrong in it.

cat >help-desk <<'END'
case-new --import help-desk.csv --map text=Message --map category=Kind \
	--map time=Opened --map customer=Name --map email=Mail --ext ticket \
	--time-form '%m/%d/%Y %H:%M' "$@"
END

run sh help-desk
cp "$dir/out" recorded
expect 'good rows are recorded, and each bad one is named' 3 <<'OUT' 3<<'ERR'
2026-09-24T09:05:00.000+02:00	ID3	open	faulty	kim	-	-	The lamp hums.	customer=Iris Blom	email=iris@example.org	logged=2026-11-23T10:00:00.000+01:00	once=Ticket:501
2026-09-25T17:30:00.000+02:00	ID4	open	-	kim	-	-	It never came.	email=anna@example.org	logged=2026-11-23T10:00:00.000+01:00	once=Ticket:502	said-category=Delivery
2026-09-27T12:15:00.000+02:00	ID5	open	-	kim	-	-	There was no place for the van.	customer=Pia Olsen	logged=2026-11-23T10:00:00.000+01:00	once=Ticket:504	said-category=Parking
2026-09-30T16:00:00.000+02:00	ID6	open	-	kim	-	-	A 5" pipe instead of a 6" one.	customer=Jonas Weber	logged=2026-11-23T10:00:00.000+01:00	once=Ticket:510	said-category=Delivery
OUT
case-new: help-desk.csv:4: no words; 'Message' is empty
case-new: help-desk.csv:6: '13/27/2026 12:15' is not in the calendar
case-new: help-desk.csv:7: 'Ticket' ... is there already, on line 3
case-new: help-desk.csv:8: no key; 'Ticket' is empty
case-new: help-desk.csv:9: 3 fields, where the first row has 6
case-new: help-desk.csv:10:28: a closing quotation mark with text behind it; a mark inside a quoted field is written twice
case-new: 2 rows: '...' is no category of the plan
case-new: 1 row: '...' is no category of the plan
ERR
check 'what is printed is what is on the disk' \
	sh -c 'sed 1d "$1" | cmp - recorded' sh "$journal"
cp "$journal" before

run sh help-desk --now '2026-11-24 10:00'
expect 'a second time records nothing, and names the same rows' 3 3<<'ERR'
case-new: help-desk.csv:4: no words; 'Message' is empty
case-new: help-desk.csv:6: '13/27/2026 12:15' is not in the calendar
case-new: help-desk.csv:7: 'Ticket' ... is there already, on line 3
case-new: help-desk.csv:8: no key; 'Ticket' is empty
case-new: help-desk.csv:9: 3 fields, where the first row has 6
case-new: help-desk.csv:10:28: a closing quotation mark with text behind it; a mark inside a quoted field is written twice
case-new: 4 rows were there already
ERR
check 'the journal is the same' cmp before "$journal"

sed -i -e '4d;6,10d' help-desk.csv
echo '511,9/30/2026 17:00,Sam,,Parking,The van again.' >>help-desk.csv
run sh help-desk
expect 'a file that has grown brings what is new' 0 <<'OUT' 3<<'ERR'
2026-09-30T17:00:00.000+02:00	ID7	open	-	kim	-	-	The van again.	customer=Sam	logged=2026-11-23T10:00:00.000+01:00	once=Ticket:511	said-category=Parking
OUT
case-new: 4 rows were there already
case-new: 1 row: '...' is no category of the plan
ERR
run sh help-desk -b eva
expect 'nothing new is no failure' 0 3<<'ERR'
case-new: 5 rows were there already
ERR
run sh help-desk -q -f other-till
cut -f 2 "$dir/out" >theirs
cut -s -f 2 "$journal" >ours
check 'a row is the same case at every till' cmp ours theirs
rm before recorded ours theirs other-till

run case-new -n -f nowhere --import help-desk.csv --map text=Message --history
cut -f 1,8- "$dir/out" >history
expect_file '--history marks what is past' history <<'OUT'
2026-11-23T10:00:00.000+01:00	The lamp hums.	history=yes
2026-11-23T10:00:00.000+01:00	It never came.	history=yes
2026-11-23T10:00:00.000+01:00	There was no place for the van.	history=yes
2026-11-23T10:00:00.000+01:00	A 5" pipe instead of a 6" one.	history=yes
2026-11-23T10:00:00.000+01:00	The van again.	history=yes
OUT
check '-n writes nothing' [ ! -e nowhere ]
rm history help-desk.csv

# Times.

run case-new -n --import which-is-the-month.csv
expect 'a date that can be read in two ways is refused with both' 3 <<'OUT' 3<<'ERR'
2019-09-08T00:00:00.000+02:00	ID8	open	-	kim	-	-	This one is clear.	logged=2026-11-23T10:00:00.000+01:00
OUT
case-new: which-is-the-month.csv:3: '9/8/2019' is 9 August or 8 September 2019; --time-form '%d/%m/%Y' or '%m/%d/%Y' says which
case-new: which-is-the-month.csv:4: '24/9/2019' is not written as 2026-11-22 is; --time-form '%d/%m/%Y' reads it
ERR
run case-new --import shop.csv --time-form %d/%m
expect 'a form that reads no date is refused' 2 3<<'ERR'
case-new: --time-form '%d/%m': no year; a whole date is needed, as %d/%m/%Y
ERR

# Columns and values.

cat >near.csv <<'END'
Time,Text,phnoe,Value,Bought
2026-11-20 14:05,Broken,600 111 222,about 4,2026-11-02
2026-11-20 15:05,Torn,600 111 333,4.50,last week
END
run case-new -n -f nowhere --import near.csv --ext Time
expect 'a misspelt column, an odd amount and day are told; the key may be the time' 0 \
	<<'OUT' 3<<'ERR'
2026-11-20T14:05:00.000+01:00	ID9	open	-	kim	-	-	Broken	bought=2026-11-02	logged=2026-11-23T10:00:00.000+01:00	once=Time:2026-11-20 14:05	said-value=about 4
2026-11-20T15:05:00.000+01:00	ID10	open	-	kim	-	-	Torn	logged=2026-11-23T10:00:00.000+01:00	once=Time:2026-11-20 15:05	said-bought=last week	value=4.50
OUT
case-new: 1 row: '...' is no date, as 2026-11-22 is; kept as said-bought
case-new: 1 row: '...' is no amount; kept as said-value
case-new: 'phnoe' is not taken; did you mean 'phone'? --map phone=phnoe
ERR
rm near.csv

sed 's/decimal-mark: .*/decimal-mark: ","/' "${AMENDS_POLICY:-$TOP/policies.yaml}" >comma.yaml
grep -q decimal-mark comma.yaml || sed -i 's/^  currency: .*/&\
  decimal-mark: ","/' comma.yaml
case-new -q -f comma -p comma.yaml -k phone=+34600111222 -k value=18.50 Broken \
	>"$dir/line" 2>&1
case-list -f comma -p comma.yaml --csv=excel >comma.csv
run sh -c 'case-new -n -f nowhere -p comma.yaml --import comma.csv | cut -f 8-'
expect 'what --csv=excel writes is read back' 0 <<'OUT'
Broken	phone=+34600111222	value=18.50
OUT
rm comma comma.csv comma.yaml

# Files.

printf '\357\273\277text;customer\r\n"One; two";Ana\r\n\r\nThree;Tom' >excel.csv
run sh -c 'case-new -n --import - <excel.csv | cut -f 8-'
expect 'standard input, semicolons, CRLF, a mark and no last newline' 0 <<'OUT'
One; two	customer=Ana
Three	customer=Tom
OUT
printf 'text\ncaf\351\na\0b\n"never\nclosed\nfine\n' >broken.csv
run case-new -n --import broken.csv
expect 'bytes and marks that are wrong cost their own rows' 3 <<'OUT' 3<<'ERR'
2026-11-23T10:00:00.000+01:00	ID11	open	-	kim	-	-	closed
2026-11-23T10:00:00.000+01:00	ID12	open	-	kim	-	-	fine
OUT
case-new: broken.csv:2:4: byte 0xe9 is not UTF-8; save the file as CSV UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8
case-new: broken.csv:3:2: a NUL byte
case-new: broken.csv:4: a quotation mark opened on this line is never closed
ERR
: >empty.csv
run case-new --import empty.csv
expect 'an empty file has no columns' 3 3<<'ERR'
case-new: empty.csv: empty; the first row names the columns
ERR
echo text >names.csv
run case-new --import names.csv
expect 'one with names alone has nothing to record' 0
run case-new --import missing.csv
expect 'a file that is not there' 4 3<<'ERR'
case-new: missing.csv: No such file or directory
ERR
run case-new --import .
expect 'a folder is no file' 4 3<<'ERR'
case-new: .: read: Is a directory
ERR

# Wrong usage.

run case-new --import shop.csv --map text=Txet
expect 'a misspelt header is refused' 2 3<<'ERR'
case-new: --map: shop.csv has no column 'Txet'; did you mean 'Text'?
ERR
run case-new --import shop.csv --map costumer=Customer
expect 'a misspelt field is refused' 2 3<<'ERR'
case-new: --map: 'costumer' is no field of a complaint; did you mean 'customer'?
ERR
run case-new --import shop.csv --map text
expect 'a map has two sides' 2 3<<'ERR'
case-new: --map wants field=Header, not '...'
ERR
printf 'text,text\na,b\n' >double.csv
run case-new --import double.csv
expect 'columns of one name are named' 2 3<<'ERR'
case-new: double.csv has several columns 'text'; call those that are not meant otherwise
ERR
printf 'text,phone, Phone\na,b,c\n' >double.csv
run case-new --import double.csv
expect 'and so are those of nearly one' 2 3<<'ERR'
case-new: double.csv: the columns 'phone' and ' Phone' are both phone; say which with --map phone=COLUMN
ERR
run case-new --import shop.csv -c Ana
expect 'an import takes all from the file' 2 3<<'ERR'
case-new: --import takes all it records from the file
ERR

# What other programs write for nothing.
printf '%s\n' 'text,customer,phone,email,value,order' \
	'It is late,Ana Ruiz,-,N/A,n/a,-' >nothing.csv
run case-new -n --import nothing.csv
take_id
expect 'a field that says that it is empty is left out' 0 <<OUT
2026-11-23T10:00:00.000+01:00	$id	open	-	kim	-	-	It is late	customer=Ana Ruiz
OUT

# What cannot be written, or printed.

run case-new --import shop.csv -f /dev/null
expect 'a journal that cannot be written to' 4 3<<'ERR'
case-new: not recorded: /dev/null: not an ordinary file, which is what can be appended to safely
ERR
rm -f "$journal"
run sh -c 'case-new --import shop.csv >/dev/full'
expect 'recorded, but not printed' 5 3<<'ERR'
case-new: recorded, but not printed: standard output: No space left on device
ERR
check 'both rows are on the disk' sh -c '[ "$(wc -l <"$1")" = 3 ]' sh "$journal"

rm -f "$journal"
run_at_terminal 'AMENDS_POLICY="$TOP/policies.yaml" case-new --import shop.csv'
expect 'at a terminal it says how many' 0 <<'OUT'
2 complaints written down.
OUT

finish
