/*
 * The part of YAML that nearly every plan is written in, read at ten times the
 * speed of libyaml: each start of each tool reads a plan. Mappings and lists by
 * indentation or between brackets, words without quotation marks or between
 * them, comments. Whatever else there is in a file, and whatever is wrong with
 * it, is for libyaml to read and to name. Pure.
 */
#ifndef YAMLPLAIN_H
#define YAMLPLAIN_H

#include <stdbool.h>
#include <stddef.h>

enum yamlplain_kind {
	YAMLPLAIN_MAP,  /* a mapping begins; keys and values in turn follow */
	YAMLPLAIN_LIST, /* a list begins */
	YAMLPLAIN_END,  /* of the one that began last */
	YAMLPLAIN_WORDS,
};

struct yamlplain_event {
	enum yamlplain_kind kind;
	size_t line, column; /* 1-based, in characters; not of an end */
	bool flow;           /* a mapping or list between brackets */
	bool bare;           /* words without quotation marks */
	const char *at;      /* the words, len bytes, until take returns */
	size_t len;
};

/*
 * Read a text of len bytes: UTF-8 without a byte order mark, without control
 * characters but tabs and line ends. Calls take for each event; it returns
 * whether to go on. False where the text has something in it that is not read
 * here, or take gave up: then all that was taken is to be forgotten. What is
 * taken otherwise is what libyaml makes of the text.
 */
bool yamlplain_read(const char *text, size_t len,
		    bool (*take)(const struct yamlplain_event *event,
				 void *context),
		    void *context);

#endif
