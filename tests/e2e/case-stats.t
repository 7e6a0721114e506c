#!/bin/sh
# case-stats: what became of the complaints of a period.
. "${0%/*}/harness.sh"

cp "$TOP/tests/data/questions/journal.tsv" journal
export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-26T08:30:00+01:00

run case-stats --in 2026-04 cost-by-cause promises-kept
expect 'a figure is a record, and piping one back does no harm' 0 <<'OUT'
2026-04-01T00:00:00.000+02:00	-	count	cost-by-cause	-	-	22.50	stock	fixes=22.50	gestures=0.00	group=stock	n=1	until=2026-05-01T00:00:00+02:00
2026-04-01T00:00:00.000+02:00	-	count	promises-kept	-	-	-	1 made	group=made	n=1	until=2026-05-01T00:00:00+02:00
2026-04-01T00:00:00.000+02:00	-	count	promises-kept	-	-	-	1 kept (100 %)	group=kept	n=1	total=1	until=2026-05-01T00:00:00+02:00
2026-04-01T00:00:00.000+02:00	-	count	promises-kept	-	-	-	0 moved in time	group=moved	n=0	total=1	until=2026-05-01T00:00:00+02:00
2026-04-01T00:00:00.000+02:00	-	count	promises-kept	-	-	-	0 late	group=late	n=0	total=1	until=2026-05-01T00:00:00+02:00
2026-04-01T00:00:00.000+02:00	-	count	promises-kept	-	-	-	0 never	group=broken	n=0	total=1	until=2026-05-01T00:00:00+02:00
OUT

case-stats --in 2026 outcome | head -1 >figures
run case-log - <figures
expect 'no recorder takes a count' 3 3<<'ERR'
case-log: <stdin>:1:33: 'count' is not an event that a recorder takes
ERR

run case-stats --table --in 2025
expect 'without a complaint there is nothing to count' 0 <<'OUT'
Casa Luz, 2025: no complaints
OUT

run case-stats --in 2026 -k category=late -o group,n,amount cost-by-cause
expect '-k counts just the complaints that it selects' 0 <<'OUT'
carrier	2	6.50
OUT

# The order of lines is no matter, nor is having one twice.
{ tac journal; cat journal; } >doubled
case-stats --table >want
run case-stats --table -f doubled
expect 'shuffled and doubled, the journal says the same' 0 <want

run case-stats --in 2026-04 outcome reopen-rate outcome -o what,group
expect 'a report is printed once, however often it is named' 0 <<'OUT'
outcome	delighted
outcome	satisfied
outcome	placated
outcome	unhappy
outcome	walked-away
outcome	open
reopen-rate	reopened
OUT

run case-stats --until 2019-07-01 reopen-rate -o time,until
expect 'a period before all complaints does not end before it begins' 0 <<'OUT'
2019-07-01T00:00:00.000+02:00	2019-07-01T00:00:00+02:00
OUT
run case-stats --until 2019-07-01 --table reopen-rate
expect 'nor in words' 0 <<'OUT'
Casa Luz, before Mon 1 Jul 2019: no complaints
OUT

run case-stats --table --in 2026 --by quarter outcome
expect 'of reports that are named each period has its page' 0 <<'OUT'
Casa Luz, Thu 1 Jan 2026 to Tue 31 Mar 2026: 1 complaint, 6.50 EUR

LEFT      0 delighted, 1 satisfied, 0 placated, 0 unhappy, 0 walked away
          0 still open

Casa Luz, Wed 1 Apr 2026 to Tue 30 Jun 2026: 1 complaint, 22.50 EUR

LEFT      1 delighted, 0 satisfied, 0 placated, 0 unhappy, 0 walked away
          0 still open

Casa Luz, Wed 1 Jul 2026 to Wed 30 Sep 2026: 1 complaint, 27.50 EUR

LEFT      0 delighted, 0 satisfied, 1 placated, 0 unhappy, 0 walked away
          0 still open

Casa Luz, Thu 1 Oct 2026 to Thu 31 Dec 2026: 5 complaints, 14.80 EUR

LEFT      0 delighted, 1 satisfied, 0 placated, 0 unhappy, 0 walked away
          4 still open
OUT

run case-stats outcomes
expect 'an unknown report is refused with a guess' 2 3<<'ERR'
case-stats: 'outcomes' is no report; did you mean 'outcome'?
ERR

run case-stats money
check 'with no guess, a report that there is not is answered by all there are' \
	grep -q "is no report; there are: .*outcome.*reopen-rate" "$dir/err"

run case-stats fastest-closer
expect 'P05: no report ranks people by speed' 2 3<<'ERR'
case-stats: 'fastest-closer' is never shown, says the plan: do not be in a rush
ERR

run case-stats -k owner=kim
expect 'P31: no report is about one of the staff' 2 3<<'ERR'
case-stats: -k owner: figures are about causes and steps, never about one of the staff
ERR

run case-stats -f nowhere outcome
expect 'of a journal that is not there there are no figures' 4 3<<'ERR'
case-stats: nowhere: No such file or directory
ERR

run case-stats --by fortnight
expect 'a unit is one of five' 2 3<<'ERR'
case-stats: --by: 'fortnight' is none of day, week, month, quarter, year
ERR

printf 'policy: 2\n' >faulty.yaml
run case-stats -p faulty.yaml
check 'a faulty plan has no figures' [ "$status" = 3 ]

run case-stats --in 2026 --by quarter -o period,group,n reopen-rate
expect 'each quarter has its own count' 0 <<'OUT'
2026-q1	reopened	0
2026-q2	reopened	0
2026-q3	reopened	0
2026-q4	reopened	0
OUT

# A till whose clock was set wrong once.
cp journal ahead
AMENDS_NOW=9990-11-24T10:00:00+01:00 case-new -qf ahead -c Bo 'Late.' >new
run case-stats -f ahead --since 2026-07 --by quarter -o period,group,n reopen-rate
expect 'of what is to come there are only quarters with complaints' 0 <<'OUT'
2026-q3	reopened	0
2026-q4	reopened	0
9990-q4	reopened	0
OUT

run_at_terminal 'case-stats --in 2026-11'
expect 'a person sees a page' 0 <<'OUT'
Casa Luz, November 2026: 4 complaints, 0.00 EUR

CAUSE          CASES  FIXES  GESTURES  TOTAL
carrier            2   0.00      0.00   0.00
not known yet      2   0.00      0.00   0.00

PROMISES  2 made: 0 kept (0 %), 0 moved in time, 0 late, 0 never, 2 still open,
          1 of them overdue
IN TIME   1 of 1 acknowledged in time (100 %), half of them within a minute
          2 of 3 begun in time (67 %), half of them within a minute
          1 of 1 answered in time (100 %), half of them within a minute
AGAIN     0 of 4 were here before (0 %), 0 with the same
LEFT      0 delighted, 0 satisfied, 0 placated, 0 unhappy, 0 walked away
          4 still open
OUT

# Customers who left unhappy, were heard a second time, and left well; what was
# changed meanwhile; and nobody paid for being loud.
cat >>journal <<'TSV'
2026-09-01T10:00:00.000+02:00	260901-YMKMMC9	open	late	kim	-	-	Late!	customer=Zoe Lam	heat=angry	phone=600777888
2026-09-01T10:05:00.000+02:00	260901-YMKMMC9	cause	stock	kim	-	-	-
2026-09-01T10:06:00.000+02:00	260901-YMKMMC9	prevent	t1	kim	-	-	Count on Fridays
2026-09-01T10:07:00.000+02:00	260901-YMKMMC9	close	unhappy	kim	-	-	-	out-of-order=restated
2026-09-03T10:07:00.000+02:00	260901-YMKMMC9	prevented	t1	kim	-	-	-
2026-09-20T10:00:00.000+02:00	260920-YMKMMC9	open	late	kim	-	-	Again.	customer=Zoe Lam	heat=calm	phone=600777888	wants=A call	wish=ask-and-agree
2026-09-20T10:05:00.000+02:00	260920-YMKMMC9	give	ask-and-agree	kim	-	8.00	-
2026-09-20T10:06:00.000+02:00	260920-YMKMMC9	feedback	5	kim	-	-	-
2026-09-20T10:07:00.000+02:00	260920-YMKMMC9	close	delighted	kim	-	-	-
TSV

# figure NAME REPORT: the lines of one report, of September.
figure() {
	run case-stats --in 2026-09 -k customer~lam -o figure "$2"
	expect "$1" 0
}

figure 'P12: each outcome is counted by its own name' outcome <<'OUT'
1 delighted
0 satisfied
0 placated
1 unhappy
0 walked away
0 still open
OUT
figure 'P16: who left unhappy and came again can be won back' won-back <<'OUT'
1 of 1 who once left unhappy and came again (100 %)
OUT
figure 'P20: what was given is counted by how it was said' \
	heat-against-remedy <<'OUT'
1 calm at 8.00 on average
0 upset
1 angry at 0.00 on average
0 abusive
OUT
figure 'P30: wishes granted are counted' wish-granted <<'OUT'
1 of 1 granted (100 %)
0 declined
0 not answered
OUT
figure 'P35: what was changed, and whether it helped' lessons <<'OUT'
stock: "Count on Fridays", done 3 Sep; not back so far
OUT
run case-stats --table --in 2026-09 -k customer~lam lessons won-back
expect 'P35: as a table, too, though nothing came back' 0 <<'OUT'
Casa Luz, September 2026: 2 complaints, 8.00 EUR

LESSONS   stock: "Count on Fridays", done 3 Sep; not back so far
WON BACK  1 of 1 who once left unhappy and came again (100 %)
OUT
figure 'P45: what was passed over is counted' limits-hit <<'OUT'
0 approved higher up
restated passed over 1 time
OUT
figure 'P57: promises kept are counted' promises-kept <<'OUT'
0 made
0 kept
0 moved in time
0 late
0 never
OUT
run case-stats lessons --in 2026-09 -o case,group
expect 'a lesson is about a case' 0 <<OUT
ID1	stock
OUT
finish
