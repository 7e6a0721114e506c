/*
 * Bad plans, each with all that is said of it: where, what, and what was
 * probably meant. A row of most tables stands below two good lines, so that it
 * begins on line 3.
 */
#include "policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char shop[] =
	"policy: 1\n"
	"shop: {name: A, timezone: Europe/Madrid, currency: EUR}\n";

struct bad {
	const char *plan;
	const char *faults; /* line:column: sentence, each on a line */
};

/* clang-format off */

static const struct bad whole_files[] = {
	{"- a\n",
	 "1:1: a plan takes keys of its own, no list\n"},
	{"hello\n",
	 "1:1: a plan takes keys of its own, not 'hello'\n"},
	{"shop: {name: A, timezone: UTC, currency: EUR}\n",
	 "1:1: a plan needs 'policy'\n"},
	{"policy: 1\n",
	 "1:1: a plan needs 'shop'\n"},
	{"policy: 1\n"
	 "shop:\n",
	 "2:1: 'shop' is empty; a plan needs it\n"},
	{"policy: 2\n"
	 "shop: {name: A, timezone: UTC, currency: EUR}\n",
	 "1:9: '2' is not a format that this version knows; it knows 1\n"},
	{"policy: 1\n"
	 "shop: {name: A, timezone: UTC}\n",
	 "2:1: shop needs 'currency'\n"},
	{"policy: 1\n"
	 "shop: {name: '', timezone: UTC, currency: EUR}\n",
	 "2:14: 'name' is empty\n"},
	{"policy: 1\n"
	 "shop: {name: A, timezone: Europe/Madird, currency: EUR}\n",
	 "2:27: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?\n"},
	{"policy: 1\n"
	 "shop: {name: A, timezone: GMT+1, currency: EUR}\n",
	 "2:27: 'GMT+1' is a fixed offset, which does not follow the clocks when they change; name a place, such as 'Europe/London'\n"},
	{"policy: 1\n"
	 "shop: {name: A, timezone: BST, currency: EUR}\n",
	 "2:27: 'BST' is an abbreviation, which does not say when the clocks change; name a place; did you mean 'Europe/London'?\n"},
	{"policy: 1\n"
	 "shop: {name: A, timezone: UTC, currency: Euro}\n",
	 "2:42: 'Euro' is not a currency's three letters, as EUR\n"},
	{"policy: 1\n"
	 "shop: {name: A, timezone: UTC, currency: EUR, decimal-mark: ;}\n",
	 "2:61: ';' is neither \".\" nor \",\"\n"},
	{"colour: red\n",
	 "1:1: neither 'policy' nor 'shop' is in it: is this a plan?\n"},
};

static const struct bad keys[] = {
	{"categorys: []\n",
	 "3:1: 'categorys' is not a key of a plan; did you mean 'categories'?\n"},
	{"xyzzy: 1\n",
	 "3:1: 'xyzzy' is not a key of a plan\n"},
	{"Roles: []\n",
	 "3:1: 'Roles' is not a key of a plan; did you mean 'roles'?\n"},
	{"closing:\n"
	 "  <<: {need: [cause]}\n",
	 "4:3: a merge key ('<<') is not taken; write the keys out\n"},
	{"gates: {usual: ask}\n"
	 "gates: {usual: refuse}\n",
	 "4:1: 'gates' is there twice; the first is on line 3\n"},
};

static const struct bad values[] = {
	{"version: {a: b}\n",
	 "3:10: 'version' takes one value, no keys of its own\n"},
	{"version: [a]\n",
	 "3:10: 'version' takes one value, no list\n"},
	{"closing: soon\n",
	 "3:10: 'closing' takes keys of its own, not 'soon'\n"},
	{"closing: [a]\n",
	 "3:10: 'closing' takes keys of its own, no list\n"},
	{"closing: {need: cause}\n",
	 "3:17: 'need' takes a list: put it in [ ]\n"},
	{"closing: {need: {cause: x}}\n",
	 "3:17: 'need' takes a list, no keys of its own\n"},
	{"gates: {usual: asks}\n",
	 "3:16: 'asks' is not ask, refuse or remind; did you mean 'ask'?\n"},
	{"gates: {ask: [restate]}\n",
	 "3:15: 'restate' is not a rule; did you mean 'restated'?\n"},
	{"gates: {ask: [restated], remind: [cause, Restated]}\n",
	 "3:42: 'Restated' is under 'ask' already\n"},
	{"reviewed: 2026-02-30\n",
	 "3:11: '2026-02-30' is not a date, as 2026-12-24\n"},
	{"review-every: 6m0\n",
	 "3:15: '6m0' is not a span of time; write 30m, 4h, 90bm, 2bh, 3bd, 7d, 8w, 6mo, 1y or close\n"},
	{"review-every: close\n",
	 "3:15: 'review-every' takes a span, as 30d, not 'close'\n"},
	{"privacy: {keep-closed: 36m}\n",
	 "3:24: '36m' is minutes, and 'keep-closed' is counted by the calendar; did you mean '36mo' (months)?\n"},
	{"privacy: {keep-closed: 3bd}\n",
	 "3:24: 'keep-closed' is counted by the calendar, as 30d, 8w, 6mo or 1y, not '3bd'\n"},
	{"review-every: 72h\n",
	 "3:15: 'review-every' is counted by the calendar, as 30d, 8w, 6mo or 1y, not '72h'\n"},
	{"hours: {warn-when-closures-run-out: 90bm}\n"
	 "unreasonable: {review-after: close}\n"
	 "prevention: {again: {count: 3, window: 6m}, again-after-task: {within: 2h}}\n",
	 "3:37: 'warn-when-closures-run-out' is counted by the calendar, as 30d, 8w, 6mo or 1y, not '90bm'\n"
	 "4:30: 'review-after' takes a span, as 30d, not 'close'\n"
	 "5:40: '6m' is minutes, and 'window' is counted by the calendar; did you mean '6mo' (months)?\n"
	 "5:72: 'within' is counted by the calendar, as 30d, 8w, 6mo or 1y, not '2h'\n"},
	{"deadlines: {default: {answer: 0d}}\n",
	 "3:31: '0d' is no time at all; write 1 or more\n"},
	{"deadlines: {default: {answer: -1d}}\n",
	 "3:31: '-1d' is negative; a span runs forward\n"},
	{"deadlines: {default: {answer: 5M}}\n",
	 "3:31: '5M' is not clear; did you mean '5m' (minutes) or '5mo' (months)?\n"},
	{"deadlines: {default: {awnser: 1d}}\n",
	 "3:23: 'awnser' is not a key of deadlines; did you mean 'answer'?\n"},
	{"deadlines: {urgnt: {answer: 1d}}\n",
	 "3:13: 'urgnt' is not a key of deadlines; did you mean 'urgent'?\n"},
	{"deadlines:\n"
	 "  urgent: {answer: 1d}\n"
	 "  Urgent: {answer: 2d}\n",
	 "5:3: 'Urgent' is there twice; the first is on line 4\n"},
};

static const struct bad people[] = {
	{"roles: [{id: a, may: [open, logs]}]\n",
	 "3:29: 'logs' is not a permission; did you mean 'log'?\n"},
	{"roles: [{id: a}]\n",
	 "3:9: a role needs 'may'\n"},
	{"roles:\n"
	 "  - {id: a, may: [open]}\n"
	 "  - {id: A, may: [open]}\n",
	 "5:10: 'a' is a role already\n"},
	{"roles: []\n",
	 "3:8: a plan needs a role\n"},
	{"roles: [{id: external, may: []}]\n",
	 "3:14: 'external' is not for a role; a rung uses it\n"},
	{"staff: [{id: kim, name: Kim, role: countr}]\n",
	 "3:36: 'countr' is not a role; did you mean 'counter'?\n"},
	{"staff: [{id: kim, name: Kim, role: counter, deputy: sam}]\n",
	 "3:53: 'sam' is not a member of staff; there is only kim\n"},
	{"staff: [{id: kim, name: Kim, role: counter, deputy: Kim}]\n",
	 "3:53: 'kim' cannot be their own deputy\n"},
	{"staff: [{id: kim, name: Kim, role: counter, away: ['2027-01-03..2026-12-27']}]\n",
	 "3:52: '2027-01-03..2026-12-27' ends before it begins\n"},
	{"staff: [{id: kim k, name: Kim, role: counter}]\n",
	 "3:14: 'kim k' cannot be an id: letters, digits and . _ : + -, a letter or digit first\n"},
	{"staff: [{id: kim, role: counter}]\n",
	 "3:9: a member of staff needs 'name'\n"},
};

static const struct bad hours[] = {
	{"hours: {week: {mon: ['09:00-09:00']}}\n",
	 "3:22: '09:00-09:00' is empty; a whole day is 00:00-24:00\n"},
	{"hours: {week: {mon: ['18:00-09:00']}}\n",
	 "3:22: '18:00-09:00' ends before it begins; past midnight is written 18:00-33:00\n"},
	{"hours: {week: {mon: ['9-18']}}\n",
	 "3:22: '9-18' is not a range of hours; write it as 09:00-17:30\n"},
	{"hours: {week: {mon: ['25:00-26:00']}}\n",
	 "3:22: '25:00-26:00' is too late: a range begins by 24:00 and ends by 48:00\n"},
	{"hours: {week: {mon: ['09:00-13:00', '12:00-18:00']}}\n",
	 "3:37: 12:00-18:00 overlaps 09:00-13:00\n"},
	{"hours: {week: {mon: ['18:00-26:00'], tue: ['01:00-10:00']}}\n",
	 "3:44: 01:00-10:00 overlaps Monday's 18:00-26:00\n"},
	{"hours: {special: [{date: 2026-12-23, hours: ['23:00-35:00']}],\n"
	 "  week: {thu: ['09:00-18:00']}}\n",
	 "3:46: 23:00-35:00 overlaps Thursday's 09:00-18:00\n"},
	{"hours: {special: [{date: 2026-12-24, hours: ['01:00-09:00']}],\n"
	 "  week: {wed: ['18:00-26:00']}}\n",
	 "3:46: 01:00-09:00 overlaps Wednesday's 18:00-26:00\n"},
	{"hours: {special: [{date: 2026-12-25, hours: ['01:00-09:00']},\n"
	 "  {date: 2026-12-24, hours: ['09:00-12:00', '20:00-26:00']}]}\n",
	 "4:45: 20:00-26:00 overlaps 2026-12-25's 01:00-09:00\n"},
	{"hours:\n"
	 "  week: {mon: []}\n",
	 "3:1: the shop is never open; nothing could ever be due\n"},
	{"hours:\n"
	 "  week:\n"
	 "    mon: ['09:00-18:00']\n"
	 "  closed:\n"
	 "    - {date: '01-01..12-31', every-year: 'yes'}\n",
	 "3:1: the shop is never open; nothing could ever be due\n"},
	{"hours: {week: {mnday: []}}\n",
	 "3:16: 'mnday' is not a key of a week; there are mon, tue, wed, thu, fri, sat, sun\n"},
	{"hours: {closed: [{date: '12-25'}]}\n",
	 "3:25: '12-25' needs a year, or every-year: yes\n"},
	{"hours: {closed: [{date: '2026-12-25', every-year: 'yes'}]}\n",
	 "3:25: '2026-12-25' is not a day of every year, as 12-25\n"},
	{"hours: {closed: [{date: '2026-13-25'}]}\n",
	 "3:25: '2026-13-25' is not a date, as 2026-12-24 or 2026-12-24..2026-12-31\n"},
	{"hours: {special: [{date: '2026-12-24..2026-12-25', hours: ['09:00-13:00']}]}\n",
	 "3:26: '2026-12-24..2026-12-25' is more than one day; special hours are for one\n"},
	{"hours: {special: [{date: '2026-12-24', hours: []}]}\n",
	 "3:47: no hours here; list the day under 'closed'\n"},
	{"hours: {special: [{date: '2026-12-24'}]}\n",
	 "3:19: a day of special hours needs 'hours'\n"},
	{"time: {promise-due-when-closed: later}\n",
	 "3:33: 'later' is not earlier or unchanged\n"},
	{"time: {clock-fold: frist}\n",
	 "3:20: 'frist' is not first, second or refuse; did you mean 'first'?\n"},
	{"time: {quiet-for-customers: ['20-9']}\n",
	 "3:30: '20-9' is not a range of hours, as 20:00-09:00\n"},
};

static const struct bad intake[] = {
	{"intake: {need: [customer, phone]}\n",
	 "3:27: 'phone' is not customer or text, and nothing else may be demanded\n"},
	{"intake: {ask: [{field: happend, say: 'What?'}]}\n",
	 "3:24: 'happend' is not a field that is asked for; did you mean 'happened'?\n"},
	{"intake: {ask: [{field: wants, say: 'A?'}, {field: wants, say: 'B?'}]}\n",
	 "3:43: 'wants' is a field that is asked for already\n"},
	{"intake: {channels: [counter, email], written: [emial]}\n",
	 "3:48: 'emial' is not a channel; did you mean 'email'?\n"},
	{"intake: {channels: ['by phone']}\n",
	 "3:21: 'by phone' cannot be an id: letters, digits and . _ : + -, a letter or digit first\n"},
	{"intake: {same-person-by: [customer+postcod]}\n",
	 "3:27: 'postcod' is not a field of a complaint; did you mean 'postcode'?\n"},
	{"intake: {repeat: {second-case: {to-rung: boss}}}\n",
	 "3:42: 'boss' is not a rung; there is only counter\n"},
	{"intake: {repeat: {second-case: {severity: 1}}}\n",
	 "3:43: '1' is not so many steps up, as +1\n"},
	{"intake: {believe-up-to: 25.001}\n",
	 "3:25: '25.001' has more than 2 decimals\n"},
	{"intake: {believe-up-to: '25,00'}\n",
	 "3:25: '25,00' is not an amount: write the decimals behind a point, as in 12.50\n"},
	{"heat: {moves-remedy: 'yes'}\n",
	 "3:22: 'yes' is refused here, only 'no' is taken; louder never means more\n"},
	{"heat: {abusive: {say-once: steer}}\n",
	 "3:28: 'steer' is not a sentence of words.suggest\n"},
	{"severity: {urgent-if: [safty]}\n",
	 "3:24: 'safty' is not a trigger; did you mean 'safety'?\n"},
	{"severity: {levels: [low, high], urgent-if: [safety]}\n",
	 "3:33: 'urgent' is not a severity of this plan; there are low, high\n"},
	{"severity: {high-if: [value-over-lots]}\n",
	 "3:22: 'value-over-lots' is not a trigger\n"},
};

static const struct bad categories[] = {
	{"categories:\n"
	 "  - {id: late, label: Late}\n",
	 "4:5: a category needs 'fixes'\n"},
	{"categories:\n"
	 "  - {id: late, label: Late, fixes: []}\n",
	 "4:36: a category needs a fix; a gesture never stands in place of one\n"},
	{"categories:\n"
	 "  - {id: late, label: Late, fixes: [ask-and-agre]}\n",
	 "4:37: 'ask-and-agre' is not a fix; did you mean 'ask-and-agree'?\n"},
	{"remedies: {gesture: [{id: coffee, label: Coffee, cost: 3.00}]}\n"
	 "categories:\n"
	 "  - {id: late, label: Late, fixes: [coffee]}\n",
	 "5:37: 'coffee' is a gesture, not a fix\n"},
	{"categories:\n"
	 "  - {id: late, label: Late, severity: hgih, fixes: [ask-and-agree]}\n",
	 "4:39: 'hgih' is not a severity; did you mean 'high'?\n"},
	{"categories:\n"
	 "  - {id: late, label: Late, likely-cause: carier, fixes: [ask-and-agree]}\n",
	 "4:43: 'carier' is not a cause; did you mean 'carrier'?\n"},
	{"categories:\n"
	 "  - id: late\n"
	 "    lable: Late\n"
	 "    fixes: [ask-and-agree]\n",
	 "4:5: a category needs 'label'\n"
	 "5:5: 'lable' is not a key of a category; did you mean 'label'?\n"},
	{"categories:\n"
	 "  - {id: late, label: Late, fixes: [ask-and-agree]}\n"
	 "  - {id: LATE, label: Later, fixes: [ask-and-agree]}\n",
	 "5:10: 'late' is a category already\n"},
	{"categories: [late]\n",
	 "3:14: a category takes keys of its own, not 'late'\n"},
	{"categories: [{id: a, label: A, fixes: [ask-and-agree], tell-others: true}]\n",
	 "3:69: 'true' is neither yes nor no; did you mean 'yes'?\n"},
	{"categories: [{id: a, label: A, fixes: [ask-and-agree], min-rung: owner}]\n",
	 "3:66: 'owner' is not a rung; there is only counter\n"},
	{"escalation: {rungs: [{id: shop, who: counter}, {id: outside, who: external}]}\n"
	 "categories: [{id: a, label: A, fixes: [ask-and-agree], min-rung: outside}]\n",
	 "4:66: 'outside' is nobody of the shop; the highest is 'shop'\n"},
	{"escalation: {rungs: [{id: outside, who: external}]}\n"
	 "categories: [{id: a, label: A, fixes: [ask-and-agree], min-rung: outside}]\n",
	 "4:66: 'outside' is nobody of the shop\n"},
	{"categories: [{id: a, label: A, fixes: [ask-and-agree], gestures: [flowers]}]\n",
	 "3:67: 'flowers' is not a gesture; this plan has no gestures\n"},
};

static const struct bad remedies[] = {
	{"remedies: {fix: [{id: a, label: A, cost: prices}]}\n",
	 "3:42: 'prices' is not an amount, as 12.50, nor price, delivery or agreed; did you mean 'price'?\n"},
	{"remedies: {fix: [{id: a, label: A, cost: 1.234}]}\n",
	 "3:42: '1.234' is not an amount, as 12.50, nor price, delivery or agreed\n"},
	{"remedies: {fix: [{id: a, label: A, cost: 1e3}]}\n",
	 "3:42: '1e3' is not an amount, as 12.50, nor price, delivery or agreed\n"},
	{"remedies: {fix: [{id: a, label: A}]}\n",
	 "3:18: a fix needs 'cost'\n"},
	{"remedies: {fix: [{id: a, label: A, cost: agreed}]}\n",
	 "3:42: 'agreed' needs a cost-max, as 50pct, or a cost-max-amount\n"},
	{"remedies: {fix: [{id: a, label: A, cost: price, cost-max: 50pct}]}\n",
	 "3:49: 'cost-max' is for a cost that is agreed\n"},
	{"remedies: {fix: [{id: a, label: A, cost: agreed, cost-max: 50%}]}\n",
	 "3:60: '50%' is not a percentage from 1pct to 100pct\n"},
	{"remedies: {fix: [{id: a, label: A, cost: price, promise: {what: x}}]}\n",
	 "3:49: a promise needs 'by'\n"},
	{"remedies: {fix: [{id: a, label: A, cost: price, promise: {by: 1d, how: fone}}]}\n",
	 "3:72: 'fone' is not a way to reach somebody\n"},
	{"remedies:\n"
	 "  fix: [{id: a, label: A, cost: price}]\n"
	 "  gesture: [{id: a, label: A, cost: 1.00}]\n",
	 "5:18: 'a' is a remedy already\n"},
	{"remedies: {fix: [{id: all, label: A, cost: price}]}\n",
	 "3:23: 'all' cannot be the id of a remedy; it means all of them\n"},
	{"remedies: {fix: []}\n",
	 "3:17: a plan needs a fix\n"},
	{"remedies: {rules: {before-any-offer: [restated, confirm]}}\n",
	 "3:49: 'confirm' is not a rule; did you mean 'confirmed'?\n"},
	{"remedies: {rules: {sorry-alone-closes: 'yes'}}\n",
	 "3:40: 'yes' is refused here, only 'no' is taken; an apology alone does not put it right\n"},
	{"remedies: {rules: {second-failure: {min-rung: Outside}}}\n"
	 "escalation: {rungs: [{id: shop, who: counter}, {id: outside, who: external}]}\n",
	 "3:47: 'outside' is nobody of the shop; the highest is 'shop'\n"},
	{"remedies: {rules: {options-shown: 02}}\n",
	 "3:35: '02' is not a whole number from 1 to 20\n"},
	{"remedies: {rules: {spread-warning: 0.5}}\n",
	 "3:36: '0.5' is not a number from 1.0 to 100.0, with two decimals at most\n"},
};

static const struct bad authority[] = {
	{"authority: {cuonter: {fix: 1.00}}\n",
	 "3:13: 'cuonter' is not a key of authority; did you mean 'counter'?\n"},
	{"roles: [{id: a, may: [open]}, {id: b, may: [open]}]\n"
	 "authority:\n"
	 "  a: {fix: 50.00, gesture: 10.00}\n"
	 "  b: {fix: 40.00, gesture: unlimited}\n",
	 "6:12: 'fix' of 'b' is less than 'a' has, a lower role\n"},
	{"roles: [{id: a, may: [open]}, {id: b, may: [open]}]\n"
	 "authority:\n"
	 "  b: {fix: 40.00}\n",
	 "5:12: 'fix' of 'b' is less than 'a' has, a lower role\n"},
	{"roles: [{id: a, may: [open]}, {id: b, may: [open]}]\n"
	 "authority:\n"
	 "  a: {gesture-a-customer: {total: 20.00, window: 180d}}\n"
	 "  b: {gesture-a-customer: {total: 10.00, window: 180d}}\n",
	 "6:27: 'gesture-a-customer' of 'b' is less than 'a' has, a lower role\n"},
	{"authority: {counter: {fix: lots}}\n",
	 "3:28: 'lots' is not an amount, as 12.50 is\n"},
};

static const struct bad promises[] = {
	{"promises: {must-say: [what, when]}\n",
	 "3:29: 'when' is not what, by or how\n"},
	{"promises: {told-date-moves-with-plan: 'yes'}\n",
	 "3:39: 'yes' is refused here, only 'no' is taken; a date that a customer was told stays\n"},
	{"promises: {broken: {to-rung: owner}}\n",
	 "3:30: 'owner' is not a rung; there is only counter\n"},
	{"promises: {broken: {to-rung: +10}}\n",
	 "3:30: '+10' is not so many steps up, as +1\n"},
	{"deadlines: {pause-stops: [promise]}\n",
	 "3:27: nothing stops a promise's clock\n"},
	{"deadlines: {pause-stops: [awnser]}\n",
	 "3:27: 'awnser' is not a clock; did you mean 'answer'?\n"},
	{"escalation: {rungs: [{id: first, who: countr}]}\n",
	 "3:39: 'countr' is not a role; did you mean 'counter'?\n"},
	{"escalation: {rungs: [{id: first, who: external, say: next-step-outside}]}\n",
	 "3:54: 'next-step-outside' is not given under 'shop'\n"},
	{"escalation: {up-one-when: [deadline-mised]}\n",
	 "3:28: 'deadline-mised' is not a trigger; did you mean 'deadline-missed'?\n"},
	{"escalation: {straight-to: {boss: [press]}}\n",
	 "3:28: 'boss' is not a key of straight-to; there is only counter\n"},
	{"escalation: {straight-to: {counter: [pres]}}\n",
	 "3:38: 'pres' is not a trigger; did you mean 'press'?\n"},
	{"escalation: {handover-must-say: [points]}\n",
	 "3:34: 'points' is not a part of a hand-over\n"},
};

static const struct bad after[] = {
	{"follow-up: [{id: a, after: 1d, unless: [best-dun]}]\n",
	 "3:41: 'best-dun' is not a category, outcome, severity, heat or flag; did you mean 'best-done'?\n"},
	{"follow-up: [{id: a, after: 1d, with: voucher}]\n",
	 "3:38: 'voucher' is not a remedy; there is only ask-and-agree\n"},
	{"follow-up: [{id: a, after: 1d, if-outcome: [sad]}]\n",
	 "3:45: 'sad' is not an outcome; there are delighted, satisfied, placated, unhappy, walked-away, best-done\n"},
	{"follow-up: [{id: a, after: 1d, how: card-or-emial}]\n",
	 "3:37: 'card-or-emial' is not a way to reach somebody\n"},
	{"follow-up: [{id: a}]\n",
	 "3:13: a step of follow-up needs 'after'\n"},
	{"feedback: {scale: [1, 2, 4]}\n",
	 "3:26: '4' does not come next after '2'\n"},
	{"feedback: {scale: [2, 4, 5, 3], low: 5}\n",
	 "3:23: '4' does not come next after '2'\n"
	 "3:29: '3' does not come next after '5'\n"},
	{"feedback: {scale: [1, 2, 6], low: 2}\n",
	 "3:26: '6' is not a whole number from 1 to 5\n"},
	{"feedback: {scale: [3], low: 2}\n",
	 "3:19: a scale needs two answers, as [1, 2]\n"},
	{"feedback: {scale: no, low: 6}\n",
	 "3:19: 'scale' takes a list: put it in [ ]\n"
	 "3:28: '6' is not a whole number from 1 to 5\n"},
	{"feedback: {low: 6}\n",
	 "3:17: '6' is not a whole number from 1 to 5\n"},
	{"feedback: {no-answer-is: happy}\n",
	 "3:26: 'happy' is refused here, only 'not-asked-again' is taken; silence is never counted as happy\n"},
	{"follow-up: [{id: win-back, after: 90d, if-outcome: []}]\n",
	 "3:52: 'if-outcome' is empty\n"},
	{"follow-up: [{id: call, after: 90d, unless: [], only: []}]\n",
	 "3:54: 'only' is empty\n"},
	{"closing: {need: [casue]}\n",
	 "3:18: 'casue' is not a rule; did you mean 'cause'?\n"},
	{"closing: {outcomes: [happy, best-done]}\n",
	 "3:29: 'best-done' is always an outcome; leave it out\n"},
	{"closing: {best-done: {stops: [win-back]}}\n",
	 "3:31: 'win-back' is not a step of follow-up; there is only all-well\n"},
	{"closing: {reopen: {by: [us]}}\n",
	 "3:25: 'us' is not customer, low-feedback or fix-failed\n"},
	{"prevention: {again: {count: 1, window: 60d}}\n",
	 "3:29: '1' is not a whole number from 2 to 1000\n"},
	{"prevention: {again: {count: 3, window: 60d, owner: ownr}}\n",
	 "3:52: 'ownr' is not a role or a member of staff; there is only counter\n"},
	{"prevention: {monthly-review: {day: 31, who: counter}}\n",
	 "3:36: '31' is not a whole number from 1 to 28\n"},
	{"prevention: {again: {count: 3, window: 60d, does: nothing}}\n",
	 "3:51: 'nothing' is refused here, only 'open-prevention-task' is taken; it is what a plan can do here\n"},
	{"feedback: {low-does: nothing}\n",
	 "3:22: 'nothing' is not reopen or note\n"},
	{"prevention: {complaints-about-person: x}\n",
	 "3:14: 'complaints-about-person' is not a key of prevention\n"},
	{"prevention: {again-after-task: {within: 90d, does: nothing}}\n",
	 "3:52: 'nothing' is refused here, only 'to-owner' is taken; it is what a plan can do here\n"},
};

static const struct bad words[] = {
	{"categories: [{id: a, label: It's only late, fixes: [ask-and-agree]}]\n"
	 "words: {avoid: [{say: it's only, kind: dismissive, try: ''}]}\n",
	 "3:29: 'it's only' is rejected by words.avoid, line 4\n"},
	{"words:\n"
	 "  avoid: [{say: 'no', kind: refusal, unless: [no charge], try: Here is what I can do}]\n"
	 "  suggest: {decline: 'No, at no charge.'}\n",
	 "5:22: 'no' is rejected by words.avoid, line 4; try 'Here is what I can do'\n"},
	{"intake: {ask: [{field: wants, say: 'Was it the courier?'}]}\n"
	 "words: {blame: [courier]}\n",
	 "3:36: 'courier' is rejected by words.blame, line 4\n"},
	{"follow-up: [{id: a, after: 1d, ask: 'Still a Karen?'}]\n"
	 "words: {about-customers: [karen]}\n",
	 "3:37: 'karen' is rejected by words.about-customers, line 4\n"},
	{"words: {suggest: {restat: 'a'}}\n",
	 "3:19: 'restat' is not a key of suggest; did you mean 'restate'?\n"},
	{"words: {suggest: {restate: 'a {hapened}'}}\n",
	 "3:28: nothing fills in '{hapened}'; did you mean 'happened'?\n"},
	{"words: {suggest: {restate: 'a {happened'}}\n",
	 "3:28: a '{' stands here without its '}'\n"},
	{"words: {days: [Mon, Tue]}\n",
	 "3:15: 'days' names 2, not 7\n"},
	{"reviews: {reply-by: senior}\n",
	 "3:21: 'senior' is not a role; there is only counter\n"},
	{"unreasonable: {new-matter: same}\n",
	 "3:28: 'same' is refused here, only 'on-its-merits' is taken; a new matter is a new matter\n"},
	{"privacy: {personal: [fone]}\n",
	 "3:22: 'fone' is not a field of a complaint\n"},
	{"privacy: {hold-while: [legal]}\n",
	 "3:24: 'legal' is not a flag\n"},
	{"reports: {show: [feedback, time-per-call]}\n",
	 "3:28: 'time-per-call' is under never-show\n"},
	{"reports: {show: [feedback], never-show: [feedback]}\n",
	 "3:18: 'feedback' is under never-show\n"},
	{"reports: {show: [feedbak]}\n",
	 "3:18: 'feedbak' is not a report; did you mean 'feedback'?\n"},
	{"gates: {usual: aks}\n"
	 "closing: {need: [casue]}\n"
	 "roles: [{id: a, may: [opn]}]\n",
	 "3:16: 'aks' is not ask, refuse or remind; did you mean 'ask'?\n"
	 "4:18: 'casue' is not a rule; did you mean 'cause'?\n"
	 "5:23: 'opn' is not a permission; did you mean 'open'?\n"},
	{"words: {apology-needs: [what-went-rong]}\n",
	 "3:25: 'what-went-rong' is not a part of an apology; did you mean 'what-went-wrong'?\n"},
	{"words: {avoid: [{kind: refusal}]}\n",
	 "3:17: a row of avoid needs 'say'\n"},
	{"words: {avoid: [{say: nope, kind: a, try: b}, {say: nope, kind: a, try: b}]}\n",
	 "3:47: 'nope' is a row of avoid already\n"},
	{"reviews: {never-show: [ordr, secrets]}\n",
	 "3:24: 'ordr' is not something to keep out of public; did you mean 'order'?\n"
	 "3:30: 'secrets' is not something to keep out of public\n"},
	{"reviews: {streets: ['# Old Street']}\n",
	 "3:20: '# Old Street' is no word for a street with a # where its number stands, as '# Street', 'Calle #' or '-gasse #'\n"},
	{"privacy: {erase: {keeps: [phone]}}\n",
	 "3:27: 'phone' is not something that erasing keeps\n"},
	{"privacy: {erase: {reaches: [paper]}}\n",
	 "3:29: 'paper' is not notes, drafts or exports\n"},
};

static const struct bad odd_shapes[] = {
	{"categories: [{id: a, label: A, fixes: [ask-and-agree, Ask-and-agree]}]\n",
	 "3:55: 'Ask-and-agree' is in the list twice\n"},
	{"categories: [{id: a, label: A, fixes: [[b], ask-and-agree], gestures: {b: c}}]\n",
	 "3:40: 'fixes' takes a list of words\n"
	 "3:71: 'gestures' takes a list, no keys of its own\n"},
	{"severity: {levels: [low, default]}\n",
	 "3:26: 'default' is no severity; deadlines use it\n"},
	{"categories: []\n",
	 "3:13: a plan needs a category\n"},
	{"gates: {ask: [cause, Cause]}\n",
	 "3:22: 'cause' is in the list twice\n"},
	{"gates: {ask: [[cause]], refuse: ['']}\n",
	 "3:15: 'ask' takes a list of words\n"
	 "3:34: 'refuse' is empty\n"},
	{"version: |\n"
	 "  a\n"
	 "  b\n",
	 "3:10: 'version' takes one line, without tabs\n"},
	{"words: {suggest: {own: \"a\\tb\"}}\n",
	 "3:24: 'own' has a tab in it\n"},
	{"staff: [{id: aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx, name: Kim, role: counter}]\n",
	 "3:14: 'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx' is longer than 40 characters\n"},
	{"roles: [{id: a, may: [open, Open]}]\n",
	 "3:29: 'Open' is in the list twice\n"},
	{"escalation: {rungs: [{id: a, who: external, say: outsid}]}\n",
	 "3:50: 'outsid' is neither next-step-outside nor a sentence of words.suggest; did you mean 'outside'?\n"},
	{"escalation: {rungs: []}\n",
	 "3:21: a plan needs a rung\n"},
	{"feedback: {scale: [1]}\n",
	 "3:19: a scale needs two answers, as [1, 2]\n"},
	{"feedback: {scale: [1, 9]}\n",
	 "3:23: '9' is not a whole number from 1 to 5\n"},
	{"words: {suggest: {own: 'a } b'}}\n",
	 "3:24: a '}' stands here without its '{'\n"},
	{"follow-up: [{id: a, after: 1d, how: x-or-a-very-long-way-to-reach-somebody-by-hand}]\n",
	 "3:37: 'x-or-a-very-long-way-to-reach-somebody-by-hand' is not a way to reach somebody\n"},
	{"reports: {show: [time-per-call], never-show: [feedback]}\n",
	 "3:18: 'time-per-call' is never shown; do not be in a rush\n"},
	{"severity: {high-if: [value-over-200, value-over-2.001]}\n",
	 "3:38: 'value-over-2.001' is not a trigger\n"},
};

/* clang-format on */

static void
assert_faults(const char *plan, const char *want)
{
	struct policy *policy;
	struct faults faults = {0};
	struct buffer got = {0};

	assert_false(policy_parse(plan, strlen(plan), "policies.yaml", &policy,
				  &faults));
	assert_null(policy);
	for (size_t i = 0; i < faults.count; i++)
		buffer_format(&got, "%zu:%zu: %s\n", faults.at[i].line,
			      faults.at[i].column, faults.at[i].text);
	assert_string_equal(buffer_string(&got), want);
	buffer_release(&got);
	faults_release(&faults);
}

static void
assert_bad(const struct bad *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer plan = {0};
		buffer_add_string(&plan, shop);
		buffer_add_string(&plan, rows[i].plan);
		assert_faults(plan.at, rows[i].faults);
		buffer_release(&plan);
	}
}

static void
faults_of_the_file_as_a_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(whole_files); i++)
		assert_faults(whole_files[i].plan, whole_files[i].faults);
}

static void
faults_of_keys(void **state)
{
	(void)state;
	assert_bad(keys, COUNT(keys));
}

static void
faults_of_values_in_general(void **state)
{
	(void)state;
	assert_bad(values, COUNT(values));
}

static void
faults_of_roles_and_staff(void **state)
{
	(void)state;
	assert_bad(people, COUNT(people));
}

static void
faults_of_hours_and_time(void **state)
{
	(void)state;
	assert_bad(hours, COUNT(hours));
}

static void
faults_of_intake_heat_and_severity(void **state)
{
	(void)state;
	assert_bad(intake, COUNT(intake));
}

static void
faults_of_categories(void **state)
{
	(void)state;
	assert_bad(categories, COUNT(categories));
}

static void
faults_of_remedies(void **state)
{
	(void)state;
	assert_bad(remedies, COUNT(remedies));
}

static void
faults_of_authority(void **state)
{
	(void)state;
	assert_bad(authority, COUNT(authority));
}

static void
faults_of_promises_deadlines_and_escalation(void **state)
{
	(void)state;
	assert_bad(promises, COUNT(promises));
}

static void
faults_of_what_comes_after(void **state)
{
	(void)state;
	assert_bad(after, COUNT(after));
}

static void
faults_of_words_and_the_rest(void **state)
{
	(void)state;
	assert_bad(words, COUNT(words));
}

static void
faults_of_odd_shapes(void **state)
{
	(void)state;
	assert_bad(odd_shapes, COUNT(odd_shapes));
}

/* More words than any shop lists, in a list and in a row of remedies. */
static void
no_list_has_more_words_than_a_reader_takes(void **state)
{
	static const struct {
		const char *before, *behind, *want;
	} rows[] = {
		{"privacy: {personal: [", "]}\n",
		 "3:21: 'personal' has more than 500 words\n"},
		{"categories: [{id: a, label: A, fixes: [", "]}]\n",
		 "3:39: 'fixes' has more than 500 words\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer plan = {0};

		buffer_add_string(&plan, rows[i].before);
		for (int word = 0; word < 501; word++)
			buffer_format(&plan, "%sw%d", word ? ", " : "", word);
		buffer_add_string(&plan, rows[i].behind);
		assert_bad(&(struct bad){plan.at, rows[i].want}, 1);
		buffer_release(&plan);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_of_the_file_as_a_whole),
		cmocka_unit_test(faults_of_keys),
		cmocka_unit_test(faults_of_values_in_general),
		cmocka_unit_test(faults_of_roles_and_staff),
		cmocka_unit_test(faults_of_hours_and_time),
		cmocka_unit_test(faults_of_intake_heat_and_severity),
		cmocka_unit_test(faults_of_categories),
		cmocka_unit_test(faults_of_remedies),
		cmocka_unit_test(faults_of_authority),
		cmocka_unit_test(faults_of_promises_deadlines_and_escalation),
		cmocka_unit_test(faults_of_what_comes_after),
		cmocka_unit_test(faults_of_words_and_the_rest),
		cmocka_unit_test(no_list_has_more_words_than_a_reader_takes),
		cmocka_unit_test(faults_of_odd_shapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
