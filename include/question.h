/*
 * How a question of asking.h is put, and what an answer to it means. Pure.
 */
#ifndef QUESTION_H
#define QUESTION_H

#include "asking.h"
#include "fail.h"
#include "mem.h"
#include "when.h"

enum asking_answer {
	ASKING_TAKEN,
	ASKING_AGAIN, /* not understood; why says what is wrong */
	ASKING_ENDED, /* nothing, where nothing was suggested; or no */
};

/* Append the question: lines, the last one a prompt, not ended. */
void question_print(struct buffer *out, const struct asking *asking,
		    const struct rules_view *view);

/* Take an answer (a line without its newline) into the words of the event.
 * What was understood of a time is appended to *said, a line. */
enum asking_answer question_take(const struct asking *asking,
				 const char *answer, struct draft_words *words,
				 const struct when_context *when,
				 struct arena *arena, struct buffer *said,
				 struct fail *why);

#endif
