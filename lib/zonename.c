#include "zonename.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mem.h"
#include "text.h"
#include "zonefile.h"

/* Zones and links by name, out of the tables that come with the database. */
struct names {
	char *text; /* what at points into */
	const char **at;
	size_t count, room;
};

static void
names_add(struct names *names, const char *name)
{
	names->at = mem_grow(names->at, names->count, &names->room,
			     sizeof(*names->at));
	names->at[names->count++] = name;
}

/* The n-th word of a line, cut out of it; NULL if there are fewer. */
static char *
cut_word(char *line, int n)
{
	char *rest;
	char *word = strtok_r(line, " \t", &rest);

	while (word != NULL && --n > 0)
		word = strtok_r(NULL, " \t", &rest);
	return word;
}

/*
 * tzdata.zi has "Z NAME …" for a zone and "L TARGET NAME" for a link; where it
 * is not installed, the third column of zone1970.tab or zone.tab does.
 */
static void
names_load(struct names *names)
{
	static const char *const tables[] = {"tzdata.zi", "zone1970.tab",
					     "zone.tab"};
	const size_t most = (size_t)1024 * 1024;
	char *rest;
	size_t len;
	size_t i;

	for (i = 0; i < 3 && names->text == NULL; i++)
		names->text = zonefile_bytes(tables[i], most, &len);
	if (names->text == NULL)
		return;
	for (char *line = strtok_r(names->text, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest)) {
		char *name = NULL;

		if (i > 1)
			name = *line == '#' ? NULL : cut_word(line, 3);
		else if (*line == 'Z')
			name = cut_word(line, 2);
		else if (*line == 'L')
			name = cut_word(line, 3);
		if (name != NULL)
			names_add(names, name);
	}
}

/* A guess: the city alone ("Madrid"), else the nearest in spelling. */
bool
zonename_refuse_unknown(const char *name, struct fail *why)
{
	struct names names = {0};
	const char *guess = NULL;

	names_load(&names);
	for (size_t i = 0; i < names.count && guess == NULL; i++) {
		const char *city = strrchr(names.at[i], '/');

		if (city != NULL && strcasecmp(city + 1, name) == 0)
			guess = names.at[i];
	}
	if (guess == NULL)
		guess = text_guess(name, names.at, names.count);
	if (guess != NULL)
		fail_set(why, FAIL_INPUT, "'%s' is not in the zone database%s",
			 name, text_did_you_mean(guess));
	else
		fail_set(why, FAIL_INPUT,
			 "'%s' is not in the zone database; write the nearest "
			 "city that is, such as 'Europe/London'",
			 name);
	free(names.at);
	free(names.text);
	return false;
}

/*
 * Names that would load but do not follow a place's clocks (POSIX and old
 * System V names), and abbreviations that people write; with the place that
 * is most likely meant.
 */
static const struct {
	const char *name, *place;
} abbreviations[] = {
	{"ACST", "Australia/Adelaide"},  {"AEDT", "Australia/Sydney"},
	{"AEST", "Australia/Sydney"},    {"AKST", "America/Anchorage"},
	{"AST", "America/Halifax"},      {"AWST", "Australia/Perth"},
	{"BRT", "America/Sao_Paulo"},    {"BST", "Europe/London"},
	{"CAT", "Africa/Maputo"},        {"CDT", "America/Chicago"},
	{"CEST", "Europe/Paris"},        {"CET", "Europe/Paris"},
	{"CST", "America/Chicago"},      {"CST6CDT", "America/Chicago"},
	{"EAT", "Africa/Nairobi"},       {"EDT", "America/New_York"},
	{"EEST", "Europe/Athens"},       {"EET", "Europe/Athens"},
	{"EST", "America/New_York"},     {"EST5EDT", "America/New_York"},
	{"GMT", "Europe/London"},        {"HKT", "Asia/Hong_Kong"},
	{"HST", "Pacific/Honolulu"},     {"IST", "Asia/Kolkata"},
	{"JST", "Asia/Tokyo"},           {"KST", "Asia/Seoul"},
	{"MDT", "America/Denver"},       {"MEST", "Europe/Berlin"},
	{"MESZ", "Europe/Berlin"},       {"MET", "Europe/Berlin"},
	{"MEZ", "Europe/Berlin"},        {"MSK", "Europe/Moscow"},
	{"MST", "America/Denver"},       {"MST7MDT", "America/Denver"},
	{"NST", "America/St_Johns"},     {"NZDT", "Pacific/Auckland"},
	{"NZST", "Pacific/Auckland"},    {"PDT", "America/Los_Angeles"},
	{"PST", "America/Los_Angeles"},  {"PST8PDT", "America/Los_Angeles"},
	{"SAST", "Africa/Johannesburg"}, {"SGT", "Asia/Singapore"},
	{"WEST", "Europe/Lisbon"},       {"WET", "Europe/Lisbon"},
};

/* Other names of UTC, of which one is enough. */
static const char *const like_utc[] = {
	"Etc/UTC", "Etc/UCT",   "Etc/Universal", "Etc/Zulu",
	"UCT",     "Universal", "Zulu",          "Z",
};

/* "+01:00", "GMT+1", "UTC-2", "Etc/GMT+1", "<+03>-3", "EST5" */
static bool
is_fixed_offset(const char *name)
{
	size_t letters = 0;

	if (strncmp(name, "Etc/", 4) == 0)
		return true;
	if (strpbrk(name, "./") != NULL)
		return false;
	while ((name[letters] >= 'A' && name[letters] <= 'Z') ||
	       (name[letters] >= 'a' && name[letters] <= 'z'))
		letters++;
	if (letters > 4)
		return false;
	name += letters;
	if (*name == '+' || *name == '-')
		name++;
	return (*name >= '0' && *name <= '9') || *name == '<';
}

static bool
is_name(const char *name)
{
	const char *allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789+-_/";

	return name[0] != '\0' && name[0] != '/' &&
	       name[strlen(name) - 1] != '/' && strstr(name, "//") == NULL &&
	       strlen(name) <= 64 && name[strspn(name, allowed)] == '\0';
}

bool
zonename_check(const char *name, struct fail *why)
{
	static const char *const doubles[] = {"posix/", "right/"};

	for (size_t i = 0; i < sizeof(like_utc) / sizeof(*like_utc); i++)
		if (strcasecmp(name, like_utc[i]) == 0 ||
		    strcasecmp(name, "UTC") == 0)
			return fail_set(why, FAIL_INPUT,
					"'%s' is written 'UTC' here", name);
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(*abbreviations);
	     i++)
		if (strcasecmp(name, abbreviations[i].name) == 0)
			return fail_set(
				why, FAIL_INPUT,
				"'%s' is an abbreviation, which does not say "
				"when the clocks change; name a place%s",
				name,
				text_did_you_mean(abbreviations[i].place));
	if (is_fixed_offset(name))
		return fail_set(why, FAIL_INPUT,
				"'%s' is a fixed offset, which does not follow "
				"the clocks when they change; name a place, "
				"such as 'Europe/London'",
				name);
	for (size_t i = 0; i < 2; i++)
		if (strncmp(name, doubles[i], 6) == 0)
			return fail_set(why, FAIL_INPUT,
					"'%s' is not a zone's name%s", name,
					text_did_you_mean(name + 6));
	if (!is_name(name) || strcmp(name, "posixrules") == 0 ||
	    strcmp(name, "localtime") == 0 || strcmp(name, "Factory") == 0 ||
	    strcmp(name, "Greenwich") == 0)
		return fail_set(why, FAIL_INPUT,
				"'%s' is not a zone's name; name a place, such "
				"as 'Europe/London'",
				name);
	return true;
}
