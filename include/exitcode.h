/*
 * The exit statuses of every tool (DESIGN, section 7). Scripts rely on the
 * numbers.
 */
#ifndef EXITCODE_H
#define EXITCODE_H

enum exitcode {
	EXITCODE_DONE = 0,   /* done; an empty list included */
	EXITCODE_NO = 1,     /* the answer is no: a rule refuses, nothing due */
	EXITCODE_USAGE = 2,  /* wrong usage; no case, or several */
	EXITCODE_INPUT = 3,  /* bad input, named; the good part was handled */
	EXITCODE_SYSTEM = 4, /* not read, locked or written; not recorded */
	EXITCODE_UNPRINTED = 5, /* recorded, but could not be printed */
};

/* The status for two things that went wrong at once: the higher of them. */
enum exitcode exitcode_worse(enum exitcode a, enum exitcode b);

#endif
