/*
 * Memory. Running out of it ends the program with one sentence and exit
 * status 4: processes are short, and limits elsewhere keep input from driving
 * what is asked for. A recorder allocates all it needs before it writes.
 */
#ifndef MEM_H
#define MEM_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

/* As malloc, calloc, realloc and strdup, but never NULL. Caller frees. */
void *mem_get(size_t size);
void *mem_zero(size_t count, size_t size);
void *mem_resize(void *old, size_t count, size_t size);
char *mem_copy(const char *string);

/*
 * What a tool asks for in small pieces comes to some hundred pages where it
 * reads a plan; each that comes when it is first touched takes ten times as
 * long as one of many. mem_begin, before anything is asked for, has them in one
 * place, and mem_expect_pieces has them come, once it is known that they are
 * needed. No more than hints.
 */
void mem_begin(void);
void mem_expect_pieces(void);

/* A file of so many bytes will be taken apart: have the memory for it, in
 * whatever pieces, come in large pages as well, where that can be. No more than
 * a hint, and taken once; of a small file none. */
void mem_expect_file(size_t size);

/* As mem_zero of one, 1 byte at least, with nothing else near it: what a thread
 * writes there line by line would have to be handed from one processor to the
 * other and back, were it beside what another thread writes. */
void *mem_apart(size_t size);

/* What stands there will be looked at, or written to, soon. No more than a
 * hint. */
static inline void
mem_fetch(const void *at)
{
#ifdef __GNUC__
	__builtin_prefetch(at);
	/* GCC takes a function that does nothing else for one without an
	 * effect, and leaves it out. */
	__asm__ volatile("");
#else
	(void)at;
#endif
}

/* End the program as these do: for a library that could not get its own. What
 * it gives then may look like an answer. */
_Noreturn void mem_exhausted(void);

/*
 * A growing array: with *room elements allocated at array and count used,
 * return an array with room for one more (moved, perhaps) and set *room.
 */
void *mem_grow(void *array, size_t count, size_t *room, size_t size);

/*
 * An allocation owner: what it gives out lives until arena_release. For
 * things that live and die together, as a policy's strings do.
 * Zero-initialise.
 */
struct arena {
	struct arena_block *newest;
};

/*
 * Have a block of `size` bytes ready, some KiB at least, all of it touched at
 * once, or in large pages: to touch one page after the other takes ten times as
 * long. For an arena that will be filled that far.
 */
void arena_prepare(struct arena *arena, size_t size);
/* size bytes, aligned for any type; not cleared. */
void *arena_get(struct arena *arena, size_t size);
/* A copy of len bytes at from, with a NUL behind them. */
char *arena_copy(struct arena *arena, const char *from, size_t len);
/* A formatted string. */
char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Have `arena` own all that another gave out, which is empty then. */
void arena_join(struct arena *arena, struct arena *other);
/* Take back all that was given out; room for as much as usual is kept. */
void arena_clear(struct arena *arena);
void arena_release(struct arena *arena);

/*
 * A growing run of bytes. Zero-initialise. at is NULL until something was
 * added; after that at[len] is a NUL that len does not count. buffer_string
 * is never NULL.
 */
struct buffer {
	char *at;
	size_t len;
	size_t room;
};

/* Private: of buffer_reserve what is seldom gone through. */
void buffer_grow(struct buffer *buffer, size_t more);

/* An empty buffer will come to some len bytes: have room for them at once, so
 * that nothing has to be copied. What is not used takes no memory. No more than
 * a hint. */
void buffer_expect(struct buffer *buffer, size_t len);

/* Make room for more bytes, and a NUL behind them, to be written at at + len by
 * the caller, who then counts them in len. */
static inline void
buffer_reserve(struct buffer *buffer, size_t more)
{
	/* room is 0, or more than len. */
	if (more >= buffer->room - buffer->len)
		buffer_grow(buffer, more);
}

/*
 * Append len bytes at from (any bytes; not of the buffer itself), a character,
 * a string, a formatted string. The bytes are copied; at may move. Running out
 * of memory ends the program.
 */
static inline void
buffer_add(struct buffer *buffer, const char *from, size_t len)
{
	buffer_reserve(buffer, len);
	if (len)
		memcpy(buffer->at + buffer->len, from, len);
	buffer->len += len;
	buffer->at[buffer->len] = '\0';
}
/* Append one byte. */
static inline void
buffer_add_char(struct buffer *buffer, char c)
{
	buffer_reserve(buffer, 1);
	buffer->at[buffer->len++] = c;
	buffer->at[buffer->len] = '\0';
}
/* Append a string, without its NUL. */
static inline void
buffer_add_string(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, string, strlen(string));
}
/* Append what printf would print. */
void buffer_format(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The same with arguments as vprintf takes them; args is used up, and the
 * caller's to end. A format that cannot be written adds nothing. */
void buffer_vformat(struct buffer *buffer, const char *format, va_list args);
/* The contents as a string, "" for an empty one; good until the next change. */
const char *buffer_string(const struct buffer *buffer);
/* Forget the contents, keep the room. */
void buffer_clear(struct buffer *buffer);
/* Shorten to len bytes; len is at most the present length. */
void buffer_cut(struct buffer *buffer, size_t len);
void buffer_release(struct buffer *buffer);

#endif
