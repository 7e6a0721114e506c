/*
 * The environment, as tools look at it.
 */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

/* The value of a variable; NULL where it is not set, or empty, which counts as
 * not set. Borrowed from the environment. */
const char *environment_value(const char *name);

#endif
