/*
 * How followup-due's records (duty_record) are printed: their keys, and the
 * table that a person sees. Pure.
 */
#ifndef DUELIST_H
#define DUELIST_H

#include "casebook.h"
#include "duty.h"
#include "output.h"

/* The context of duelist_kind (output_set_context). */
struct duelist_view {
	const struct casebook *book;
	const struct duty_view *duties;
};

extern const struct output_kind duelist_kind;

#endif
