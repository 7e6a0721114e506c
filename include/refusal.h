/*
 * What is said where a rule holds a step back: what the plan says, what is
 * missing, the words to say and the line to type (LOOK D in words). Pure.
 */
#ifndef REFUSAL_H
#define REFUSAL_H

#include <stdbool.h>
#include <stddef.h>

#include "event.h"
#include "mem.h"
#include "rules.h"

/* A step ("offer") and those before it in the same line, as they are typed
 * again, with their words (typed.h): nothing of it is recorded. */
struct refusal_typed {
	const char *step;
	const char *by; /* who was named with -b, typed again; NULL */
	const char *const *before;
	size_t before_count;
	/* Offers behind it in the same list: what others have to grant of them
	 * is asked for with it. */
	const struct rules_step *behind;
	size_t behind_count;
};

/*
 * The refusal: the first line without the program's name, then lines indented
 * by two, each ended. tool is the line's beginning ("case-log 7qk"). Where the
 * complaint is about who acts, it says what whoever decides on it instead
 * misses and types. No line is given to type where nobody may grant the step.
 */
void refusal_write(struct buffer *out, const struct rules_missing *missing,
		   const struct rules_view *view, const struct rules_step *step,
		   const char *tool, const struct refusal_typed *typed);

/* The steps of the line to type that a refusal ends with: those before it in
 * the same line, what is missing, and the step that was typed. */
void refusal_steps(struct buffer *out, const struct rules_missing *missing,
		   const struct rules_view *view, const struct rules_step *step,
		   const struct refusal_typed *typed);

/* The refusal for a step that is only thought of, and would be typed alone:
 * whether anything more than a reminder holds it back, and if so, the refusal
 * appended. */
bool refusal_find(struct buffer *out, const struct rules_view *view,
		  const struct rules_step *step, const char *tool,
		  const char *typed);

/* Acts of authority: who may not do one cannot have done it either, and
 * --already goes past no role. */
bool refusal_is_act(enum verb verb);

#endif
