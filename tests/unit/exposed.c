/* What a reply that everybody can read shows: reviews.never-show. */
#include "support.h"

#include "exposed.h"
#include "mem.h"

#define NEVER                                                            \
	"reviews:\n"                                                     \
	"  never-show: [customer, order, phone, email, address, value, " \
	"item, health, other-customers, staff]\n"

static const char plan[] = PLAN_SHOP PLAN_STAFF NEVER;

/* A plan of another language, with words of its own. */
static const char own[] = PLAN_SHOP NEVER
	"  health-words: [Krankenhaus, \"stationär #\"]\n"
	"  streets: [\"-stiege #\", \"# Court\", \"Platz #\"]\n";

/* What is found, in order of place: "12.50 (is a sum of money, in public);
 * ...". */
static const char *
found(const char *plan_text, const char *told, const char *text)
{
	static struct buffer out;
	struct words_findings findings = {0};
	struct arena arena = {0};
	struct shop shop;

	shop_open(&shop, plan_text);
	if (told)
		shop_happened(&shop, told);
	exposed_check(shop.policy, told ? shop_case(&shop) : NULL, NULL, text,
		      strlen(text), &arena, &findings);
	words_place(&findings, text);
	buffer_clear(&out);
	for (size_t i = 0; i < findings.count; i++) {
		const struct words_finding *one = &findings.list[i];
		assert_int_equal(one->kind, WORDS_SHOWN);
		buffer_format(&out, "%s%.*s (%s)", i > 0 ? "; " : "",
			      (int)one->len, text + one->at, one->why);
	}
	words_findings_release(&findings);
	arena_release(&arena);
	shop_close(&shop);
	return buffer_string(&out);
}

struct look {
	const char *text, *want;
};

static void
each(const char *plan_text, const struct look *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *got = found(plan_text, NULL, rows[i].text);

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("\"%s\": \"%s\", not \"%s\"", rows[i].text,
				 got, rows[i].want);
	}
}

#define PHONE " (is a phone number, in public)"
#define MONEY " (is a sum of money, in public)"
#define ORDER " (looks like the number of an order, in public)"
#define STAFF " (names one of the staff, in public)"
#define PLACE " (is an address, in public)"

static void
P62_what_nobody_else_may_see_is_known_by_its_form(void **state)
{
	static const struct look rows[] = {
		{"Ring 600 111 222.", "600 111 222" PHONE},
		{"0163 2960144", "0163 2960144" PHONE},
		{"+34 600111222", "+34 600111222" PHONE},
		{"600.111.222", "600.111.222" PHONE},
		{"01.23.45.67.89", "01.23.45.67.89" PHONE},
		{"(0163) 296-0144", "0163) 296-0144" PHONE},
		{"12.50", "12.50" MONEY},
		{"5 EUR, \xC2\xA3"
		 "3",
		 "5" MONEY "; 3" MONEY},
		{"1.200,00 EUR", "1.200,00" MONEY},
		{"order 4711", "4711" ORDER},
		{"A-1047 and #12", "A-1047" ORDER "; #12" ORDER},
		{"28013 Madrid", "28013" ORDER},
		/* No standard's. */
		{"ISO 9001-A, MAISON 9001, iso 9001, ISO 123456, ISO: 9001",
		 "9001-A" ORDER "; 9001" ORDER "; 9001" ORDER "; 123456" ORDER
		 "; 9001" ORDER},
		{"a.b+c@example.org.",
		 "a.b+c@example.org (is an e-mail address, in public)"},
		{"12 Harbour Lane", "12 Harbour Lane" PLACE},
		{"calle Mayor 5", "calle Mayor 5" PLACE},
		{"Kirchgasse 3a, Hauptstr. 5",
		 "Kirchgasse 3a" PLACE "; Hauptstr. 5" PLACE},
		{"Your allergy", "allergy (is about health, in public)"},
		{"Sam Roe and Eva.", "Sam" STAFF "; Roe" STAFF "; Eva" STAFF},
	};

	(void)state;
	each(plan, rows, COUNT(rows));
}

static void
what_only_looks_like_it_is_let_through(void **state)
{
	static const char *const texts[] = {
		"We sold 12 mugs and 1200 plates.",
		"1,250 bowls, 1.250.000 spoons",
		"Open 9-18, 10.00-18.30, 9:00 to 18:30, 24/7.",
		"On 24/11, am 24.11. um acht, 24.11.2026, 2026-11-24.",
		"In 2026, and 2026/27.",
		"100 % of 3 people gave 5 stars.",
		"12 weeks on the road, 3 steps from the lane",
		"A healthy discussion with Samuel, Evan and Joe",
		"@home, a @ b",
		("We work by ISO 9001 and ISO 9001:2015, DIN EN 1078, EN 71-3, "
		 "IEC 60335-1 (ISO 12402), ISO-9001 and EN4210."),
		"> order 4711 over 12.50 EUR\nThank you.",
		"Casa Luz",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		const struct look row = {texts[i], ""};

		each(plan, &row, 1);
	}
}

static void
health_and_streets_are_known_by_the_plans_own_words(void **state)
{
	static const struct look rows[] = {
		{"Ihr Krankenhaus, station\xC3\xA4r 3",
		 "Krankenhaus (is about health, in public); station\xC3\xA4r 3 "
		 "(is about "
		 "health, in public)"},
		{"Lange Himmelstiege 3", "Himmelstiege 3" PLACE},
		{"5 Old Court; 5 old courts", "5 Old Court" PLACE},
		{"Platz der Luft 5", "Platz der Luft 5" PLACE},
		{"Your allergy, 12 Harbour Lane", ""},
	};

	(void)state;
	each(own, rows, COUNT(rows));
}

static void
a_postcode_is_known_by_its_form_where_no_order_is_hidden(void **state)
{
	static const struct look row = {
		"28013 Madrid", "28013 (looks like a postcode, in public)"};

	(void)state;
	each(PLAN_SHOP "reviews: {never-show: [postcode]}\n", &row, 1);
}

static void
what_is_written_in_the_case_is_not_shown(void **state)
{
	static const char all[] =
		PLAN_SHOP "reviews: {never-show: [text, happened, wants, item, "
			  "value, effect, order]}\n";

	(void)state;
	assert_string_equal(
		found(plan,
		      "amend customer=Ana_Ruiz item=teapot order=AB; note x",
		      "Dear Ana_Ruiz, your Teapot of order AB."),
		"Ana_Ruiz (is their name, in public); Teapot (is what they "
		"bought, in public); AB "
		"(is their order, in public)");
	assert_string_equal(
		found(all,
		      "open - value=18.00 order=9001 happened=Broken wants=New "
		      "item=teapot effect=Late",
		      "The mug came in pieces. It was a gift. Broken, New, "
		      "teapot, Late, 18.00 and ISO 9001."),
		"The mug came in pieces (is what they wrote to the shop, in "
		"public); It was a gift (is what they wrote to the shop, in "
		"public); Broken (is what they told the shop, in public); New "
		"(is what they want, in public); teapot (is what they bought, "
		"in public); Late (is their effect, in public); 18.00 (is a "
		"sum of money, in public); 9001 (is their "
		"order, in public)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			P62_what_nobody_else_may_see_is_known_by_its_form),
		cmocka_unit_test(what_only_looks_like_it_is_let_through),
		cmocka_unit_test(
			health_and_streets_are_known_by_the_plans_own_words),
		cmocka_unit_test(
			a_postcode_is_known_by_its_form_where_no_order_is_hidden),
		cmocka_unit_test(what_is_written_in_the_case_is_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
