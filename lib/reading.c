#include "reading.h"

#include <string.h>

#include "naming.h"

bool
reading_begin(struct reading *reading, struct cli *cli,
	      const struct cli_shop *shop)
{
	struct fail why;

	*reading = (struct reading){0};
	if (journal_find(&reading->journal, cli->settings.journal, &why) &&
	    casebook_load(&reading->book, &reading->journal, false,
			  shop->digits, diag_bad_line, &reading->bad, &why))
		return true;
	diag_fail(&why);
	cli->status = fail_exitcode(why.kind);
	return false;
}

struct casefile *
reading_case(const struct casebook *book, const char *word,
	     const struct cli_shop *shop)
{
	struct naming naming;
	struct casefile *file = NULL;
	struct fail why;

	if (naming_find(&naming, book, word, &why)) {
		file = naming.fits[0];
	} else {
		struct buffer text = {0};

		naming_refusal(&text, &naming, &why, shop->zone, shop->now);
		diag_block(text.at);
		buffer_release(&text);
	}
	naming_release(&naming);
	return file;
}

/* The words that a word stands for: itself, or what is on standard input. */
static bool
spelt_out(const char ***words, size_t *count, struct reading *reading,
	  struct cli *cli)
{
	struct fail why;

	*count = 1;
	if (strcmp(**words, "-") != 0 ||
	    cli_read_cases(&cli->arena, words, count, &reading->bad, &why))
		return true;
	diag_fail(&why);
	cli->status = fail_exitcode(why.kind);
	return false;
}

bool
reading_mark(struct reading *reading, bool *named, const char **words,
	     size_t count, struct cli *cli, const struct cli_shop *shop)
{
	const struct casebook *book = &reading->book;

	for (size_t i = 0; i < count; i++) {
		const char **said = &words[i];
		size_t said_count;

		if (!spelt_out(&said, &said_count, reading, cli))
			return false;
		for (size_t k = 0; k < said_count; k++) {
			const struct casefile *file =
				reading_case(book, said[k], shop);

			if (!file) {
				cli->status = EXITCODE_USAGE;
				return false;
			}
			named[file - book->cases] = true;
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
	casebook_release(&reading->book);
	journal_release(&reading->journal);
	return status;
}
