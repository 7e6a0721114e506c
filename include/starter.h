/*
 * The plan to begin with, as `case-check --starter` prints it: the repository's
 * policies.yaml, byte by byte. The Makefile makes the array from the file, so
 * that it is there wherever the tool is.
 */
#ifndef STARTER_H
#define STARTER_H

#include <stddef.h>

extern const unsigned char starter_plan[];
extern const size_t starter_plan_len;

#endif
