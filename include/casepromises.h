/*
 * What a case's promises came to: made, kept, moved, broken, let go. Pure.
 */
#ifndef CASEPROMISES_H
#define CASEPROMISES_H

#include "casefile.h"
#include "mem.h"

/* Fill in the promises of a case whose events are known, in order of making;
 * and which event speaks of which, in those that end one. Arrays are taken from
 * the arena, strings borrowed from the events. */
void casepromises_fold(struct casefile *file, struct arena *arena);

#endif
