#include "policyread.h"

#include <string.h>

/*
 * What a plan that leaves a key out amounts to, in the plan's own words; the
 * plan that is shipped says the same of its own accord. A mapping that is
 * given in part is filled up key by key, unless it stands between braces
 * here: then it is taken as it is. What depends on the rest of the plan is
 * made where it is read: a rung for each role, the category `other`, who owns
 * prevention.
 */
static const char *const defaults[] = {
	"gates: {usual: ask}\n"
	"roles:\n"
	"  - id: counter\n"
	"    may: [open, log, promise, offer, approve, decline, close,\n"
	"      close-best-done, merge, override, erase]\n"
	"hours:\n"
	"  week: {mon: ['09:00-18:00'], tue: ['09:00-18:00'],\n"
	"    wed: ['09:00-18:00'], thu: ['09:00-18:00'], fri: "
	"['09:00-18:00']}\n"
	"  warn-when-closures-run-out: 60d\n"
	"time:\n"
	"  received-after-close: next-open-day\n"
	"  promise-due-when-closed: earlier\n"
	"  deadline-due-when-closed: later\n"
	"  clock-gap: forward\n"
	"  clock-fold: first\n"
	"  quiet-for-customers: ['20:00-09:00']\n",

	"intake:\n"
	"  need: [customer, text]\n"
	"  ask:\n"
	"    - {field: happened,\n"
	"       say: 'I hear that you are upset because...'}\n"
	"    - {field: wants, say: 'What would put it right for them?'}\n"
	"    - {field: point, say: 'Is there anything else?'}\n"
	"  channels: [counter, phone, email, letter, web, social, review]\n"
	"  written: [email, letter, web, social, review]\n"
	"  same-person-by: [phone, email, customer+postcode]\n"
	"  repeat:\n"
	"    window: 180d\n"
	"  duplicate-window: 14d\n"
	"heat:\n"
	"  levels: [calm, upset, angry, abusive]\n"
	"  abusive:\n"
	"    say-once: steer-back\n"
	"    log: private\n"
	"severity:\n"
	"  levels: [low, normal, high, urgent]\n"
	"  urgent-if: [safety, injury, stranded]\n",

	"remedies:\n"
	"  fix:\n"
	"    - {id: ask-and-agree, label: 'Agree with them what puts it "
	"right',\n"
	"       say: agree with you what puts it right,\n"
	"       cost: agreed, cost-max: 100pct}\n"
	"  rules:\n"
	"    before-any-offer: {spoken: [heart, restated, confirmed],\n"
	"      written: [heart, restated]}\n"
	"    options-shown: 2\n"
	"    customer-wish: first\n"
	"    gesture-needs:\n"
	"      [fix-done, fix-agreed, fix-impossible, customer-declined-fix]\n"
	"    gesture-cap: 50pct\n"
	"    show-like-cases: 5\n"
	"authority:\n"
	"  own-case: 'no'\n"
	"  over-limit: ask-next-rung\n"
	"  answer-asked-within: 2bh\n"
	"  no-answer: {use: deputy, then: grant-up-to-half}\n",

	"deadlines:\n"
	"  default:\n"
	"    acknowledge: 4bh\n"
	"    first-action: 2bd\n"
	"    update-every: 2bd\n"
	"    answer: 3bd\n"
	"    fix-done: 7d\n"
	"    tell-after-fix: 1bd\n"
	"    final-word: 8w\n"
	"  warn-before:\n"
	"    promise: 2bh\n"
	"    deadline: 1bh\n"
	"  pause-while: [waiting-for-customer]\n"
	"  pause-stops: [answer, fix-done]\n"
	"  customer-silent:\n"
	"    remind: [3bd, 7bd]\n"
	"    then: close-waiting\n"
	"    reopen-any-time: 'yes'\n"
	"promises:\n"
	"  must-say: [what, by, how]\n"
	"  too-vague: [soon, shortly, asap, 'as soon as possible',\n"
	"    'in due course', 'a few days', 'when i can', later]\n"
	"  cannot-be-kept: warn-and-offer\n"
	"  customer-reply-cancels: 'no'\n"
	"  broken:\n"
	"    apologise-within: 2bh\n"
	"    to-rung: +1\n"
	"    new-promise-by: rung-owner\n"
	"escalation:\n"
	"  up-one-when: [promise-broken, manager, personal, over-authority]\n"
	"  handover-must-say:\n"
	"    [restated, points-open, promises-open, offered-so-far, heat]\n"
	"  never-same-person: 'yes'\n"
	"  customer-need-not-say-why: 'yes'\n",

	"follow-up:\n"
	"  - {id: all-well, after: 3bd, how: same-channel,\n"
	"     ask: 'Is it still right?', unless: [best-done]}\n"
	"feedback:\n"
	"  scale: [1, 2, 3, 4, 5]\n"
	"  low: 2\n"
	"  low-does: reopen\n"
	"  asked-at-most: 2\n"
	"closing:\n"
	"  need: [fix-done-or-reason, customer-told]\n"
	"  outcomes: [delighted, satisfied, placated, unhappy, walked-away]\n"
	"  findings: [upheld, partly, not-upheld, goodwill]\n"
	"  best-done:\n"
	"    need: [fix-offered, second-offer, seen-by-owner, outside-told]\n"
	"    stops: [thank-you, win-back]\n"
	"  reopen:\n"
	"    within: 60d\n"
	"    as: same-case\n"
	"    after: linked-new-case\n"
	"    by: [customer, low-feedback, fix-failed]\n"
	"prevention:\n"
	"  causes: [overpromised, time-management, misinformed, workmanship,\n"
	"    carrier, stock, pricing, product, supplier, conduct, website,\n"
	"    customer-mistake, unknown]\n"
	"  unknown-at-most: 10pct\n"
	"  again: {count: 3, window: 60d, same: cause, due: 8bd}\n"
	"  tell-customer-what-changed: 'yes'\n",

	"words:\n"
	"  avoid:\n"
	"    - {say: ['no', nope], kind: refusal, unless: [no\n"
	"        charge, no cost, no extra, no fee, no trouble, no\n"
	"        problem, no doubt, no later, no longer, no need, no\n"
	"        more than, no fewer than, no matter, no further, no\n"
	"        hurry, no wonder, no one, 'no #', no obligation, no\n"
	"        receipt, no questions asked, no rush, no less, no\n"
	"        worse, no excuse, no stone, no delay, no damage, no\n"
	"        postage, no form, no forms, no paperwork, no sooner,\n"
	"        no fault, in no time, no strings], try: Here is what\n"
	"        I can do}\n"
	"    - {say: [we can't, we cannot, we are unable to, we're\n"
	"        unable to, not possible, impossible, nothing we can\n"
	"        do, nothing i can do, won't be able to, will not be\n"
	"        able to, not able to, out of the question, can't\n"
	"        help you, cannot help you, can't do that, cannot do\n"
	"        that, we don't do, we do not do], kind: refusal,\n"
	"        unless: [we cannot apologise enough, we cannot thank\n"
	"        you enough, we can't apologise enough, we can't\n"
	"        thank you enough, we can't wait to, we cannot wait\n"
	"        to], try: What we can do is}\n"
	"    - {say: [i don't know, i do not know, no idea, i'm not\n"
	"        sure, i am not sure, not a clue, i couldn't say, we\n"
	"        don't know, we do not know], kind: refusal, try: 'I\n"
	"        will find out and ring you by {by}'}\n"
	"    - {say: [our policy, company policy, our terms, not\n"
	"        allowed to, not my job, not our job, not my\n"
	"        department, shop policy, store policy, against\n"
	"        policy, terms and conditions, our rules, rules are\n"
	"        rules, not our problem, more than my job's worth],\n"
	"        kind: shield, try: 'Let me tell you why, and what I\n"
	"        can do'}\n"
	"    - {say: [calm down, you should have, you must, you\n"
	"        need to, you have to, you will have to, you'll have\n"
	"        to, you should've, you ought to, you'll need to, you\n"
	"        will need to, settle down], kind: command, unless:\n"
	"        [all you have to do, all you need to do, you need to\n"
	"        know, you must be, you must have been, you should\n"
	"        have it, you should have your, you should have them,\n"
	"        you should have the, you should have received, you\n"
	"        must have, what you have to say, do you have to, you\n"
	"        have to pay nothing, you have to do nothing], try:\n"
	"        The quickest way is}\n"
	"    - {say: [as i said, like i said, as i told you, as i\n"
	"        already, as already explained, with all due respect,\n"
	"        obviously, you misunderstood, you are mistaken,\n"
	"        you're mistaken, as i told you before, i already\n"
	"        told you, i already said, like i told you, as\n"
	"        mentioned, as per my last, with respect, you don't\n"
	"        understand, you do not understand, as you well know,\n"
	"        everybody knows, everyone knows, i know how you feel,\n"
	"        i know exactly how you feel, we know how you feel],\n"
	"        kind: patronising, unless: [with respect to], try: To\n"
	"        put it another way}\n"
	"    - {say: [sorry you feel, sorry that you feel, sorry\n"
	"        if, apologise if, apologies if, any inconvenience,\n"
	"        mistakes were made, sorry but, sorry you're upset,\n"
	"        sorry you're unhappy, sorry you're angry, sorry you're\n"
	"        disappointed, sorry you are upset, sorry you are\n"
	"        unhappy, sorry you are angry, sorry you are\n"
	"        disappointed, if you were offended, if we offended, if\n"
	"        i offended, if i've offended, if we've offended],\n"
	"        kind: half-apology, try: I am sorry that we}\n"
	"    - {say: [unfortunately, it's only, it is only, it was\n"
	"        only, it's just a, not a big deal, no big deal, it's\n"
	"        not the end of the world, these things happen,\n"
	"        nobody else has complained, no one else has\n"
	"        complained, you're the only one, you are the only\n"
	"        one, never had a complaint], kind: dismissive, try:\n"
	"        Here is where we are}\n"
	"    - {say: [ridiculous, nonsense, how dare you, shut up, you\n"
	"      lied, you are lying, you're lying, you liar, you idiot,\n"
	"      sick of you, fed up with you, stop shouting, don't shout],\n"
	"      kind: heated, try: I can see why this matters}\n",

	"words:\n"
	"  blame: [by the courier, by the carrier, courier lost,\n"
	"      carrier lost, courier was, carrier was, courier did,\n"
	"      carrier did, courier's fault, carrier's fault, royal\n"
	"      mail, the post office, the supplier, our supplier, the\n"
	"      manufacturer, the warehouse, the system, the computer,\n"
	"      head office, the other shop, my colleague, not our\n"
	"      fault, your fault, courier has, carrier has, courier\n"
	"      broke, carrier broke, driver was, driver lost, driver\n"
	"      did, driver's fault, the postman, lost in the post,\n"
	"      damaged in transit, the delivery company, the\n"
	"      suppliers, our suppliers, the manufacturers, the\n"
	"      factory, computer error, system error, the trainee,\n"
	"      the new girl, the new lad, the other branch, short of\n"
	"      staff, short-staffed, supply chain, you didn't tell\n"
	"      us, you did not tell us]\n"
	"  blame-unless: [it at the post office, them at the post office, off\n"
	"      at the post office, in at the post office, to the post office, "
	"to the\n"
	"      manufacturer, to the manufacturers, to the supplier, left the\n"
	"      warehouse, left the factory, into the system, if the system]\n"
	"  blame-try: 'This was ours to get right, and we are putting\n"
	"      it right'\n"
	"  about-customers: [idiot, moron, stupid, liar, crazy,\n"
	"      lunatic, nightmare, time-waster, troublemaker,\n"
	"      scrounger, a karen, fool, nutter, muppet, drama queen,\n"
	"      hysterical, whinger, moaner, cheapskate, chancer,\n"
	"      trying it on, pain in the neck]\n"
	"  loud: {caps-words: 2, exclamation-marks: 2}\n",

	"words:\n"
	"  days: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday,\n"
	"    Sunday]\n"
	"  months: [January, February, March, April, May, June, July, August,\n"
	"    September, October, November, December]\n"
	"  apology-needs: [what-went-wrong, we-take-responsibility,\n"
	"    why-it-happened, sorry-for-effect]\n"
	"  suggest:\n"
	"    acknowledge: 'Thank you for telling us. {next-step}, by {by}.'\n"
	"    restate: 'I hear that you are upset because {happened}. I can\n"
	"      understand that. Have I got it right?'\n"
	"    empathise: 'Anybody in your place would feel the same.'\n"
	"    own: 'This is ours to put right, and I am looking after it "
	"myself.'\n"
	"    steer-back: 'I am here to help you get this sorted. Can we go "
	"back\n"
	"      to {heart}?'\n"
	"    promise: 'I will {what} by {by}, and I will tell you by {how}.'\n"
	"    decline: 'I cannot do {wish}, because {reason}. What I can do is\n"
	"      {option-1} or {option-2}.'\n"
	"    done: '{what} is done. These are the steps we took: {steps}.'\n"
	"    changed: 'Because of what you told us, we changed this:\n"
	"      {prevention}.'\n"
	"    options: 'I can {option-1}. Or I can {option-2}. Which would you\n"
	"      like?'\n"
	"    update: 'Since we last spoke: {steps}. You will have it by "
	"{by}.'\n"
	"    apology: '{what-went-wrong}, because {why}. This was ours to get\n"
	"      right. I am sorry that {effect}.'\n"
	"    feedback: 'How did we put it right, 1 to 5?'\n"
	"    outside: 'Somebody else can look at it: {next-step-outside}.'\n"
	"    thank-you: 'Thank you for telling us. It has made the shop "
	"better.'\n"
	"    greeting: 'Dear {customer},'\n"
	"    plan: 'This is what happens next, step by step.'\n"
	"    step: '{what}, by {by}. It is with {name}.'\n"
	"    moved-up: 'We have moved this up, so that it is put right sooner.'"
	"\n"
	"  language:\n"
	"    time: '{weekday} {day} {month}, {time}'\n"
	"    time-in-another-year: '{weekday} {day} {month} {year}, {time}'\n"
	"    option: '{what} by {by}'\n"
	"    between-steps: ', '\n"
	"    between-points: ', and '\n"
	"    between-options: '; or '\n"
	"    next-word: 'You hear from us what we can do'\n"
	"    where-it-stands: 'You hear from us where it stands'\n"
	"    greetings: [Dear, Hello, Hi, Hiya, Hey, Greetings, Good morning,\n"
	"      Good afternoon, Good evening, Good day, To whom it may "
	"concern]\n"
	"    small-first: [The, A, An, It, You, Your, They, This, That, These, "
	"Those,\n"
	"      There, He, She, His, Her, Their, Its, One, Two, Three, Four,\n"
	"      Five, Six, Some, Somebody, Someone, Something, Nobody, "
	"Nothing,\n"
	"      Everybody, Everyone, Everything, Both, Each, Every, Another,\n"
	"      All, Most, Several, Half, After, Before, Since, While, Until,\n"
	"      Although, Though, Because, As, If, At, In, On, From, For, "
	"With,\n"
	"      Without, Now, Then, Today, Yesterday, Last]\n"
	"    spoken-to: [You, Your]\n"
	"    quoted: \"'{words}'\"\n"
	"    own-small: 'yes'\n",

	"reviews:\n"
	"  reply-within: 1bd\n"
	"  say: 'Thank you for telling us. We are sorry that "
	"{what-went-wrong}.\n"
	"    Please ask for me, {name}, so that we can put it right.'\n"
	"  never-show: [order, phone, email, address, value, health,\n"
	"    other-customers]\n"
	"  health-words: [hospital, doctor, medicine, medication, illness,\n"
	"    diagnosis, disease, pregnant, pregnancy, disability, disabled,\n"
	"    wheelchair, allergy, allergic, surgery, injury, injured,\n"
	"    depression, cancer, diabetes, asthma, therapy, bleeding,\n"
	"    broken arm, broken leg, health]\n"
	"  streets: ['# Street', '# Road', '# Lane', '# Avenue', '# Terrace',\n"
	"    '# Crescent', '# Drive', '# Rue', '# Boulevard',\n"
	"    '-strasse #', '-str #', '-gasse #', '-allee #', '-platz #',\n"
	"    '-straat #', '-gatan #', 'Calle #', 'Avenida #', 'Plaza #',\n"
	"    'Paseo #', 'Rua #', 'Piazza #']\n"
	"unreasonable:\n"
	"  warn-first: 'yes'\n"
	"  may: [one-named-person, one-channel, set-days,\n"
	"    no-more-on-this-matter]\n"
	"  review-after: 90d\n"
	"privacy:\n"
	"  personal: [customer, phone, email, address, postcode, text, "
	"happened,\n"
	"    expected, effect, wants]\n"
	"  keep-closed: 36mo\n"
	"  hold-while: [legal-claim]\n"
	"  erase:\n"
	"    keeps: [category, cause, dates, costs, outcome]\n"
	"    replaces-name-with: erased\n"
	"    reaches: [notes, drafts, exports]\n"
	"  copy-for-customer: 'yes'\n"
	"reports:\n"
	"  show: [cost-by-cause, promises-kept, answered-in-time,\n"
	"    repeat-rate, outcome]\n"
	"  never-show: [time-per-call, fastest-closer]\n",
};

/* Line 0 says that a node is a default. */
static void
unplace(struct yamltree_node *node)
{
	node->line = node->column = 0;
	node->key_line = node->key_column = 0;
	for (struct yamltree_node *child = node->first; child != NULL;
	     child = child->next)
		unplace(child);
}

static void
append(struct yamltree_node *map, struct yamltree_node *child)
{
	struct yamltree_node **link = &map->first;

	while (*link != NULL)
		link = &(*link)->next;
	child->next = NULL;
	*link = child;
	map->count++;
}

static void
fill(struct yamltree_node *map, struct yamltree_node *usual)
{
	struct yamltree_node *next;

	for (struct yamltree_node *child = usual->first; child != NULL;
	     child = next) {
		struct yamltree_node *given = yamltree_child(map, child->key);
		next = child->next;
		if (given == NULL) {
			append(map, child);
		} else if (policyread_is_empty(given)) {
			/* As good as not given. */
			child->next = given->next;
			*given = *child;
		} else if (given->kind == YAMLTREE_MAP &&
			   child->kind == YAMLTREE_MAP && !child->flow) {
			fill(given, child);
		}
	}
}

/*
 * To parse the defaults takes as long as to parse a plan, and a plan that says
 * all of it needs none of them. So those that it leaves out are looked for by
 * the lines of the text: a key begins a line at the indentation of its
 * mapping, and what is indented deeper belongs to it.
 */

/* Where a line ends: behind its newline. */
static const char *
line_end(const char *line)
{
	return line + strcspn(line, "\n") + 1;
}

static size_t
indentation(const char *line)
{
	return strspn(line, " ");
}

static size_t
key_length(const char *key)
{
	return strspn(key, "abcdefghijklmnopqrstuvwxyz-");
}

/* A line that has a key and nothing behind it, and the next line another. */
static bool
is_mapping(const char *line, const char *end)
{
	const char *next = line_end(line);
	const char *key = next + indentation(next);

	return line_end(line)[-2] == ':' && next < end && *key != '-' &&
	       key[key_length(key)] == ':';
}

static const struct yamltree_node *
child_by_line(const struct yamltree_node *map, const char *line)
{
	const char *key = line + indentation(line);
	size_t len = key_length(key);

	for (const struct yamltree_node *child = map->first; child != NULL;
	     child = child->next)
		if (child->key != NULL && strncmp(child->key, key, len) == 0 &&
		    child->key[len] == '\0')
			return child;
	return NULL;
}

/* Add the lines from `line` to `end` whose keys the mapping leaves out, each
 * below the keys that it stands under. */
static void
add_missing(struct buffer *missing, const struct yamltree_node *map,
	    const char *line, const char *end)
{
	while (line < end) {
		const struct yamltree_node *given = child_by_line(map, line);
		const char *next = line_end(line);
		size_t before = missing->len, len = (size_t)(next - line);

		while (next < end && indentation(next) > indentation(line))
			next = line_end(next);
		if (given == NULL || policyread_is_empty(given)) {
			buffer_add(missing, line, (size_t)(next - line));
		} else if (given->kind == YAMLTREE_MAP &&
			   is_mapping(line, next)) {
			buffer_add(missing, line, len);
			add_missing(missing, given, line_end(line), next);
			if (missing->len == before + len)
				buffer_cut(missing, before);
		}
		line = next;
	}
}

void
policyread_fill(struct policyread *read, struct yamltree_node *root)
{
	struct buffer missing = {0};

	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
		struct yamltree tree;
		struct faults faults = {0};

		buffer_clear(&missing);
		add_missing(&missing, root, defaults[i],
			    defaults[i] + strlen(defaults[i]));
		if (missing.len > 0 &&
		    yamltree_read(read->arena, missing.at, missing.len, &tree,
				  &faults)) {
			unplace(tree.root);
			fill(root, tree.root);
		}
		faults_release(&faults);
	}
	buffer_release(&missing);
}
