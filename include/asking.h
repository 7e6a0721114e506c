/*
 * What an event needs and lacks is asked of whoever typed it, at a terminal
 * (LOOK D and H: `restate` alone asks what was said back). Which question comes
 * next and what an answer means is pure; asking_run reads and prints, and is
 * through before a journal is locked. In a script nothing is asked: the event
 * is refused as it stands.
 */
#ifndef ASKING_H
#define ASKING_H

#include <stdbool.h>
#include <stddef.h>

#include "casefile.h"
#include "cli.h"
#include "draft.h"
#include "fail.h"
#include "mem.h"
#include "rules.h"
#include "segments.h"

enum asking_for {
	ASKING_NOTHING,
	ASKING_WHAT, /* out of a short list */
	ASKING_TEXT,
	ASKING_DUE,
	ASKING_HOW, /* how= of a promise */
};

struct asking_choice {
	const char *word;
	const char *text; /* what stands behind it: a promise's words; NULL */
};

/* A question. Strings are the case's, the plan's or the arena's. */
struct asking {
	enum asking_for what;
	enum verb verb;
	const char *suggested; /* what Enter alone means; NULL */
	struct asking_choice *choices;
	size_t choice_count;
};

enum asking_answer {
	ASKING_TAKEN,
	ASKING_AGAIN, /* not understood; why says what is wrong */
	ASKING_ENDED, /* nothing, where nothing was suggested */
};

/* The next question about an event of view->file; ASKING_NOTHING where it has
 * all that it needs, or the recorder finds it out by itself. */
void asking_next(struct asking *asking, const struct draft *draft,
		 const struct rules_view *view, struct arena *arena);

/* Append the question: lines, the last one a prompt, not ended. */
void asking_print(struct buffer *out, const struct asking *asking,
		  const struct rules_view *view);

/* Take an answer (a line without its newline) into the words of the event.
 * What was understood of a time is appended to *said, a line. */
enum asking_answer asking_take(const struct asking *asking, const char *answer,
			       struct draft_words *words,
			       const struct when_context *when,
			       struct arena *arena, struct buffer *said,
			       struct fail *why);

/*
 * Ask for what the events lack, on standard input and error, if somebody is
 * there to be asked and -q was not given. False where nothing is to be
 * recorded: said so, cli->status is EXITCODE_USAGE. What is wrong
 * otherwise is left to the recorder to say.
 */
bool asking_run(struct segments *segments, const char *named, bool already,
		struct cli *cli, const struct cli_shop *shop);

#endif
