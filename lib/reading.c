#include "reading.h"

#include <stdlib.h>
#include <string.h>

#include "about.h"
#include "input.h"
#include "naming.h"
#include "repeat.h"
#include "shop.h"

/* Whether all words are known: `-` stands for others, read later. */
static bool
are_said(const struct about *about)
{
	bool said = true;

	for (size_t i = 0; i < about->count && said; i++)
		said = strcmp(about->words[i], "-") != 0;
	return said;
}

/* Whether standard input is to be no more than it can. */
static bool
is_one_thing(bool journal, const struct cli *cli, struct fail *why)
{
	return !(journal && cli->input) ||
	       fail_set(why, FAIL_USAGE,
			"standard input is the journal or %s, not both",
			cli->input);
}

/* about NULL: the whole journal. */
static bool
begin(struct reading *reading, struct cli *cli, const struct shop *shop,
      const struct about *about)
{
	struct casebook *book = &reading->book;
	struct journal *journal = &reading->journal;
	bool read = false;
	struct fail why;

	*reading = (struct reading){0};
	if (journal_find(journal, cli->settings.journal, &why) &&
	    is_one_thing(journal->input, cli, &why))
		read = about && are_said(about)
			       ? about_load(book, journal, false, shop->policy,
					    shop->digits, about, diag_bad_line,
					    &reading->bad, &why)
			       : casebook_load(book, journal, false,
					       shop->digits, diag_bad_line,
					       &reading->bad, &why);
	if (read) {
		repeat_mark(book, shop->policy);
		return true;
	}
	diag_fail(&why);
	cli->status = fail_exitcode(why.kind);
	return false;
}

bool
reading_begin_wanted(struct reading *reading, struct cli *cli,
		     const struct shop *shop,
		     const struct casebook_wanted *wanted,
		     const char *const *words, size_t count)
{
	struct about about = {.words = words,
			      .count = count,
			      .at = shop->now,
			      .beside = wanted};

	return begin(reading, cli, shop, &about);
}

bool
reading_begin_about(struct reading *reading, struct cli *cli,
		    const struct shop *shop, const char *const *words,
		    size_t count)
{
	return reading_begin_wanted(reading, cli, shop, NULL, words, count);
}

bool
reading_begin(struct reading *reading, struct cli *cli, const struct shop *shop)
{
	return begin(reading, cli, shop, NULL);
}

static void
say_refusal(const struct naming *naming, const struct fail *why,
	    const struct shop *shop)
{
	struct buffer text = {0};

	naming_refusal(&text, naming, why, shop->zone, shop->now);
	diag_block(text.at);
	buffer_release(&text);
}

struct casefile *
reading_case(const struct casebook *book, const char *word,
	     const struct shop *shop)
{
	struct naming naming;
	struct casefile *file = NULL;
	struct fail why;

	if (naming_find(&naming, book, word, &why))
		file = naming.fits[0];
	else
		say_refusal(&naming, &why, shop);
	naming_release(&naming);
	return file;
}

bool
reading_was_named(struct reading *reading, const struct casefile *file)
{
	size_t at = (size_t)(file - reading->book.cases);
	bool was;

	if (!reading->named)
		reading->named =
			mem_zero(reading->book.count, sizeof(*reading->named));
	was = reading->named[at];
	reading->named[at] = true;
	return was;
}

/* Mark what a word names. */
static bool
mark(const struct casebook *book, bool *named, const char *word,
     enum reading_fits fits, const struct shop *shop)
{
	struct naming naming;
	struct fail why;
	bool found =
		fits == READING_ONE
			? naming_find(&naming, book, word, &why)
			: naming_find_all(&naming, book, word,
					  fits == READING_CLOSED_TOO, &why);

	if (!found)
		say_refusal(&naming, &why, shop);
	for (size_t i = 0; found && i < naming.count; i++)
		named[naming.fits[i] - book->cases] = true;
	naming_release(&naming);
	return found;
}

/* The words that a word stands for: itself, or what is on standard input, where
 * that is not the journal, read already. */
static bool
spelt_out(const char ***words, size_t *count, bool journal,
	  struct diag_tally *bad, struct cli *cli)
{
	struct fail why;

	*count = 1;
	if (strcmp(**words, "-") != 0)
		return true;
	cli->input = "the cases";
	if (is_one_thing(journal, cli, &why) &&
	    input_cases(&cli->arena, words, count, bad, &why))
		return true;
	diag_fail(&why);
	cli->status = fail_exitcode(why.kind);
	return false;
}

bool
reading_take(struct reading_words *words, struct cli *cli)
{
	const char **said = &cli->value;
	size_t count;

	words->input = words->input || strcmp(cli->value, "-") == 0;
	if (!spelt_out(&said, &count, false, &words->bad, cli))
		return false;
	words->at =
		mem_resize(words->at, words->count + count, sizeof(*words->at));
	for (size_t i = 0; i < count; i++)
		words->at[words->count++] = said[i];
	return true;
}

bool
reading_mark(struct reading *reading, bool *named, const char **words,
	     size_t count, enum reading_fits fits, struct cli *cli,
	     const struct shop *shop)
{
	for (size_t i = 0; i < count; i++) {
		const char **said = &words[i];
		size_t said_count;

		if (!spelt_out(&said, &said_count, reading->journal.input,
			       &reading->bad, cli))
			return false;
		for (size_t k = 0; k < said_count; k++) {
			if (!mark(&reading->book, named, said[k], fits, shop)) {
				cli->status = EXITCODE_USAGE;
				return false;
			}
		}
	}
	return true;
}

enum exitcode
reading_end(struct reading *reading, enum exitcode status)
{
	if (reading->bad.count > 0)
		status = exitcode_worse(status, EXITCODE_INPUT);
	diag_tally_end(&reading->bad);
	free(reading->named);
	casebook_release(&reading->book);
	journal_release(&reading->journal);
	return status;
}
