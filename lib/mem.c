#define _DEFAULT_SOURCE /* madvise, where there is one */
#include "mem.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <unistd.h>

#include "exitcode.h"

#define BLOCK_SIZE ((size_t)64 * 1024)
#define PAGE ((uintptr_t)4096)
/* Bytes that processors hand to one another at once: two lines of memory, on
 * many. */
#define APART ((size_t)128)
#define BLOCK_LARGEST ((size_t)2 * 1024 * 1024)
#define LARGE_PAGE ((size_t)2 * 1024 * 1024)

/* What a tool that reads a plan asks for in pieces. */
#define PIECES (384 * 1024)

/* What is at least so large is no part of the heap, but has pages of its own.
 */
#define MAPPED_FROM (2 * LARGE_PAGE)

#define EXPECTED_MOST ((size_t)1024 * 1024 * 1024)

/* Of each byte of a file that is read as a whole, so many are held. */
#define HELD_OF 4
#define FILE_LARGE ((size_t)16 * 1024 * 1024)

/* The heap comes in large pages by itself (mem_expect_file), up to there. */
static _Atomic(char *) large_until;

struct arena_block {
	struct arena_block *older;
	size_t used;
	size_t room;
	alignas(max_align_t) char at[];
};

/* The one exit below cmd/: write(2), since stdio may need memory itself. Where
 * several threads come here, one of them says it. */
void
mem_exhausted(void)
{
	static const char sentence[] = "amends: out of memory\n";
	static atomic_flag said = ATOMIC_FLAG_INIT;

	while (atomic_flag_test_and_set(&said))
		pause();
	if (write(STDERR_FILENO, sentence, sizeof(sentence) - 1) < 0)
		_exit(EXITCODE_SYSTEM);
	_exit(EXITCODE_SYSTEM);
}

void *
mem_get(size_t size)
{
	void *at = malloc(size ? size : 1);

	if (!at)
		mem_exhausted();
	return at;
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	void *at;

	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	size *= count;
	at = realloc(old, size > 0 ? size : 1);
	if (!at)
		mem_exhausted();
	return at;
}

/* Only a hint: without it all is the same, and slower. */
static void
expect_large(void *at, size_t size)
{
#ifdef MADV_HUGEPAGE
	(void)madvise(at, size, MADV_HUGEPAGE);
#else
	(void)at;
	(void)size;
#endif
}

/* Have what the heap grew by since come in large pages, too. */
static void
go_on_large(void)
{
#ifdef __GLIBC__
	char *until = atomic_load(&large_until), *end = sbrk(0);

	if (end > until &&
	    atomic_compare_exchange_strong(&large_until, &until, end))
		expect_large(until, (size_t)(end - until));
#endif
}

/* size: a multiple of the boundary, which is a power of two. */
static void *
get_aligned(size_t boundary, size_t size)
{
	void *at = aligned_alloc(boundary, size);

	if (!at)
		mem_exhausted();
	return at;
}

/* Memory for what takes megabytes, in large pages where there are such: to come
 * by small ones, one by one, can take longer than all that is done with them.
 */
static void *
get_large(size_t size)
{
	void *at;

	/* What is larger is not taken from there. */
	if (large_until && size < MAPPED_FROM) {
		at = mem_get(size);
		go_on_large();
		return at;
	}
	size = (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	at = get_aligned(LARGE_PAGE, size);
	expect_large(at, size);
	return at;
}

void *
mem_zero(size_t count, size_t size)
{
	void *at;

	if (size > 0 && count >= 2 * LARGE_PAGE / size &&
	    count <= SIZE_MAX / 2 / size)
		return memset(get_large(count * size), 0, count * size);
	at = calloc(count ? count : 1, size ? size : 1);
	if (!at)
		mem_exhausted();
	return at;
}

void *
mem_apart(size_t size)
{
	if (size > SIZE_MAX - APART)
		mem_exhausted();
	size = (size + APART - 1) / APART * APART;
	return memset(get_aligned(APART, size), 0, size);
}

/* Whether the heap may grow by what may never be used. */
static bool
is_free_to_grow(void)
{
	struct rlimit all, data;

	return getrlimit(RLIMIT_AS, &all) == 0 &&
	       getrlimit(RLIMIT_DATA, &data) == 0 &&
	       all.rlim_cur == RLIM_INFINITY && data.rlim_cur == RLIM_INFINITY;
}

/* Only a hint: without it all is the same, and slower. Whole pages alone, for
 * what stands beside them is another's. */
static void
touch(char *at, size_t size)
{
#ifdef MADV_POPULATE_WRITE
	size_t before = (size_t)(-(uintptr_t)at % PAGE);

	if (size >= before + PAGE)
		(void)madvise(at + before, (size - before) / PAGE * PAGE,
			      MADV_POPULATE_WRITE);
#else
	(void)at;
	(void)size;
#endif
}

void
mem_begin(void)
{
#if defined __GLIBC__ && defined MADV_HUGEPAGE
	if (is_free_to_grow()) {
		mallopt(M_TOP_PAD, PIECES);
		mallopt(M_TRIM_THRESHOLD, 2 * PIECES);
	}
#endif
}

void
mem_expect_pieces(void)
{
#if defined __GLIBC__ && defined MADV_POPULATE_WRITE
	char *next = mem_get(1), *end = sbrk(0);

	/* Elsewhere than in the heap where that is not the C library's. */
	if (next < end && end - next <= 2 * PIECES)
		touch(next, (size_t)(end - next));
	free(next);
#endif
}

void
mem_expect_file(size_t size)
{
#if defined __GLIBC__ && defined MADV_HUGEPAGE
	/* What of the heap lies before the first large page is not used. */
	static char *unused;
	char *begin = sbrk(0), *end;
	size_t skip = -(uintptr_t)begin & (LARGE_PAGE - 1);

	/* More than the heap has left, or it would not grow. */
	if (skip < LARGE_PAGE / 2)
		skip += LARGE_PAGE;
	if (unused || size < FILE_LARGE || !is_free_to_grow())
		return;
	/* Nobody has to pay for what is not touched in the end. */
	size = size < EXPECTED_MOST / HELD_OF ? HELD_OF * size : EXPECTED_MOST;
	/* It grows by that at once, and is not given back; what threads have is
	 * there, too. */
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_TOP_PAD, (int)size);
	mallopt(M_TRIM_THRESHOLD, (int)size);
	mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	unused = mem_get(skip);
	end = sbrk(0);
	if ((size_t)(end - begin) > size &&
	    madvise(begin + skip, (size_t)(end - begin) - skip,
		    MADV_HUGEPAGE) == 0)
		large_until = end;
#else
	(void)size;
#endif
}

char *
mem_copy(const char *string)
{
	size_t size = strlen(string) + 1;

	return memcpy(mem_get(size), string, size);
}

/* As mem_resize, and in large pages what is large: to copy what is there takes
 * no time beside that of coming by small ones. */
static void *
grown(void *old, size_t used, size_t count, size_t size)
{
	void *at;

	if (count < 2 * LARGE_PAGE / size || count > SIZE_MAX / 2 / size)
		return mem_resize(old, count, size);
	at = get_large(count * size);
	if (used > 0)
		memcpy(at, old, used);
	free(old);
	return at;
}

void *
mem_grow(void *array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room ? *room * 2 : 8;
	return grown(array, count * size, *room, size);
}

static struct arena_block *
get_block(size_t size)
{
	return size < LARGE_PAGE ? mem_get(size) : get_large(size);
}

void
arena_prepare(struct arena *arena, size_t size)
{
	struct arena_block *block = get_block(size);

	if (size < LARGE_PAGE)
		touch((char *)block, size);
	block->older = arena->newest;
	block->used = 0;
	block->room = size - sizeof(*block);
	arena->newest = block;
}

/* Of the next block, with its head: twice the last, as what grew large grows
 * on. */
static size_t
next_size(const struct arena_block *newest)
{
	size_t last = newest ? newest->room + sizeof(*newest) : BLOCK_SIZE / 2;

	return last < BLOCK_LARGEST ? last * 2 : BLOCK_LARGEST;
}

void *
arena_get(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->newest;
	size_t step = alignof(max_align_t);
	void *at;

	if (size > SIZE_MAX / 2)
		mem_exhausted();
	size = (size + step - 1) / step * step;
	if (!block || block->room - block->used < size) {
		size_t room = next_size(arena->newest) - sizeof(*block);

		if (size > room / 4)
			room = size;
		block = get_block(sizeof(*block) + room);
		block->used = 0;
		block->room = room;
		/* A large piece stands behind the block that still has room. */
		if (room == size && arena->newest) {
			block->older = arena->newest->older;
			arena->newest->older = block;
		} else {
			block->older = arena->newest;
			arena->newest = block;
		}
	}
	at = block->at + block->used;
	block->used += size;
	return at;
}

char *
arena_copy(struct arena *arena, const char *from, size_t len)
{
	char *at = arena_get(arena, len + 1);

	if (len)
		memcpy(at, from, len);
	at[len] = '\0';
	return at;
}

char *
arena_format(struct arena *arena, const char *format, ...)
{
	struct buffer text = {0};
	va_list args;
	char *copy;

	va_start(args, format);
	buffer_vformat(&text, format, args);
	va_end(args);
	copy = arena_copy(arena, buffer_string(&text), text.len);
	buffer_release(&text);
	return copy;
}

void
arena_join(struct arena *arena, struct arena *other)
{
	struct arena_block *last = other->newest;

	if (!last)
		return;
	while (last->older)
		last = last->older;
	last->older = arena->newest;
	arena->newest = other->newest;
	other->newest = NULL;
}

void
arena_clear(struct arena *arena)
{
	struct arena_block *block = arena->newest;
	struct arena older = {block ? block->older : NULL};

	arena_release(&older);
	if (!block)
		return;
	block->older = NULL;
	block->used = 0;
}

void
arena_release(struct arena *arena)
{
	while (arena->newest) {
		struct arena_block *block = arena->newest;

		arena->newest = block->older;
		free(block);
	}
}

void
buffer_grow(struct buffer *buffer, size_t more)
{
	size_t room = buffer->room ? buffer->room : 64;

	if (more >= SIZE_MAX / 2 - buffer->len)
		mem_exhausted();
	while (room <= buffer->len + more)
		room *= 2;
	buffer->at =
		grown(buffer->at, buffer->at ? buffer->len + 1 : 0, room, 1);
	buffer->room = room;
}

/* More is not expected of any machine. */
#define BUFFER_MOST (SIZE_MAX >> 28)

void
buffer_expect(struct buffer *buffer, size_t len)
{
	size_t room = (len + LARGE_PAGE) / LARGE_PAGE * LARGE_PAGE;

	if (buffer->at || len < LARGE_PAGE || len > BUFFER_MOST ||
	    !is_free_to_grow())
		return;
	buffer->at = aligned_alloc(LARGE_PAGE, room);
	if (!buffer->at)
		return;
	expect_large(buffer->at, room);
	buffer->room = room;
	buffer->at[0] = '\0';
}

void
buffer_vformat(struct buffer *buffer, const char *format, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	if (len >= 0) {
		buffer_reserve(buffer, (size_t)len);
		vsnprintf(buffer->at + buffer->len, (size_t)len + 1, format,
			  again);
		buffer->len += (size_t)len;
	}
	va_end(again);
}

void
buffer_format(struct buffer *buffer, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buffer_vformat(buffer, format, args);
	va_end(args);
}

const char *
buffer_string(const struct buffer *buffer)
{
	return buffer->at ? buffer->at : "";
}

void
buffer_clear(struct buffer *buffer)
{
	buffer_cut(buffer, 0);
}

void
buffer_cut(struct buffer *buffer, size_t len)
{
	buffer->len = len;
	if (buffer->at)
		buffer->at[len] = '\0';
}

void
buffer_release(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer){0};
}
