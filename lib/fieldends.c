#include "fieldends.h"

#include <stdbool.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "text.h"

/*
 * What this processor can do. The C library asked it when the program was
 * started; to ask again, as the compiler's own function does at the start of
 * every program that holds it, takes a virtual machine some 0.1 ms.
 */
#if defined __has_include
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define CAN(library_s, compiler_s) CPU_FEATURE_ACTIVE(library_s)
#endif
#endif
#ifndef CAN
#define CAN(library_s, compiler_s) __builtin_cpu_supports(compiler_s)
#endif

#define BLOCK 64
/* The last bit of a block's: set where none is, as the lowest has to be one. */
#define TOP (UINT64_C(1) << (BLOCK - 1))

/* What stands where in 64 bytes, a bit each. */
struct block {
	uint64_t tabs;
	uint64_t newlines;
	uint64_t odd; /* controls but those, escapes, bytes of longer
			 characters */
};

/*
 * What can be done with more bits at once where the processor can, is compiled
 * for each: what is IN_EACH is part of all. WIDE is for every one that was sold
 * for years, WIDEST for many; they must be asked for.
 */
#ifdef __GNUC__
#define IN_EACH static inline __attribute__((always_inline))
#else
#define IN_EACH static inline
#endif
#if defined __x86_64__ && defined __GNUC__
#define WIDE __attribute__((target("avx2,bmi,popcnt")))
#define WIDEST \
	__attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))
#endif

typedef void block_look(struct block *block, const char *at);

/* Note offsets from `base` on of the bits that are set, in their order; more
 * may be written behind them than there are, FIELDENDS_SPARE in all. */
typedef void bits_note(uint32_t *to, uint64_t bits, uint32_t base);

#ifdef WIDE
/* Bits of 32 bytes' tops, and those of the next 32. */
WIDE static inline uint64_t
tops_of(__m256i low, __m256i high)
{
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32 |
	       (uint32_t)_mm256_movemask_epi8(low);
}

/* Of each byte, the top bit set where it is odd. Bytes that are none of ASCII's
 * are negative. */
WIDE static inline __m256i
odd_of(__m256i in)
{
	return _mm256_or_si256(
		_mm256_cmpgt_epi8(_mm256_set1_epi8(' '), in),
		_mm256_or_si256(_mm256_cmpeq_epi8(in, _mm256_set1_epi8('\\')),
				_mm256_cmpeq_epi8(in, _mm256_set1_epi8(0x7F))));
}

WIDE static inline void
look_wide(struct block *block, const char *at)
{
	const __m256i tab = _mm256_set1_epi8('\t');
	const __m256i newline = _mm256_set1_epi8('\n');
	__m256i low = _mm256_loadu_si256((const __m256i *)at);
	__m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));
	*block = (struct block){
		.tabs = tops_of(_mm256_cmpeq_epi8(low, tab),
				_mm256_cmpeq_epi8(high, tab)),
		.newlines = tops_of(_mm256_cmpeq_epi8(low, newline),
				    _mm256_cmpeq_epi8(high, newline)),
		.odd = tops_of(odd_of(low), odd_of(high)),
	};

	block->odd &= ~(block->tabs | block->newlines);
}

WIDE static inline uint64_t
newlines_wide(const char *at)
{
	const __m256i newline = _mm256_set1_epi8('\n');

	return tops_of(
		_mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)at),
				  newline),
		_mm256_cmpeq_epi8(
			_mm256_loadu_si256((const __m256i *)(at + 32)),
			newline));
}
#endif

#ifdef WIDEST
WIDEST static inline uint64_t
newlines_widest(const char *at)
{
	return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(at),
				      _mm512_set1_epi8('\n'));
}

WIDEST static inline void
look_widest(struct block *block, const char *at)
{
	const __m512i in = _mm512_loadu_si512(at);
	uint64_t odd = _mm512_cmpgt_epi8_mask(_mm512_set1_epi8(' '), in);

	/* Bytes that are none of ASCII's are negative. */
	odd |= _mm512_cmpeq_epi8_mask(in, _mm512_set1_epi8('\\'));
	odd |= _mm512_cmpeq_epi8_mask(in, _mm512_set1_epi8(0x7F));
	block->tabs = _mm512_cmpeq_epi8_mask(in, _mm512_set1_epi8('\t'));
	block->newlines = _mm512_cmpeq_epi8_mask(in, _mm512_set1_epi8('\n'));
	block->odd = odd & ~(block->tabs | block->newlines);
}

/* Sixteen at a time: most blocks have no more. */
WIDEST static inline void
note_widest(uint32_t *to, uint64_t bits, uint32_t base)
{
	const __m512i from = _mm512_set1_epi32((int)base);
	const __m512i each = _mm512_set_epi8(
		63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48,
		47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32,
		31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,
		15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
	__m512i set = _mm512_maskz_compress_epi8(bits, each);

	for (unsigned left = (unsigned)__builtin_popcountll(bits);;
	     left -= 16) {
		_mm512_storeu_si512(
			to,
			_mm512_add_epi32(from,
					 _mm512_cvtepu8_epi32(
						 _mm512_castsi512_si128(set))));
		if (left <= 16)
			return;
		to += 16;
		set = _mm512_shuffle_i32x4(set, set, 0x39);
	}
}
#endif

#ifdef __SSE2__
static inline void
look_at_block(struct block *block, const char *at)
{
	const __m128i tab = _mm_set1_epi8('\t'), newline = _mm_set1_epi8('\n');
	const __m128i escape = _mm_set1_epi8('\\'), del = _mm_set1_epi8(0x7F);
	const __m128i space = _mm_set1_epi8(' ');

	*block = (struct block){0};
#pragma GCC unroll 4
	for (int i = 0; i < BLOCK; i += 16) {
		__m128i in = _mm_loadu_si128((const __m128i *)(at + i));
		/* Bytes that are none of ASCII's are negative. */
		__m128i odd =
			_mm_or_si128(_mm_cmplt_epi8(in, space),
				     _mm_or_si128(_mm_cmpeq_epi8(in, escape),
						  _mm_cmpeq_epi8(in, del)));

		block->tabs |= (uint64_t)(unsigned)_mm_movemask_epi8(
				       _mm_cmpeq_epi8(in, tab))
			       << i;
		block->newlines |= (uint64_t)(unsigned)_mm_movemask_epi8(
					   _mm_cmpeq_epi8(in, newline))
				   << i;
		block->odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
	}
	block->odd &= ~(block->tabs | block->newlines);
}

static inline uint64_t
newlines_of_block(const char *at)
{
	const __m128i newline = _mm_set1_epi8('\n');
	uint64_t bits = 0;

#pragma GCC unroll 4
	for (int i = 0; i < BLOCK; i += 16)
		bits |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(
				_mm_loadu_si128((const __m128i *)(at + i)),
				newline))
			<< i;
	return bits;
}
#else
static uint64_t
newlines_of_block(const char *at)
{
	uint64_t bits = 0;

	for (int i = 0; i < BLOCK; i++)
		bits |= (uint64_t)(at[i] == '\n') << i;
	return bits;
}

static void
look_at_block(struct block *block, const char *at)
{
	*block = (struct block){0};
	for (int i = 0; i < BLOCK; i++) {
		unsigned char byte = (unsigned char)at[i];
		uint64_t bit = UINT64_C(1) << i;

		if (byte == '\t')
			block->tabs |= bit;
		else if (byte == '\n')
			block->newlines |= bit;
		else if (byte < 0x20 || byte >= 0x7F || byte == '\\')
			block->odd |= bit;
	}
}
#endif

/* The index of the lowest bit of a word that is not 0. */
static inline unsigned
lowest(uint64_t bits)
{
#ifdef __GNUC__
	return (unsigned)__builtin_ctzll(bits);
#else
	unsigned at = 0;

	for (; !(bits & 1); bits >>= 1)
		at++;
	return at;
#endif
}

/* How many bits are set. */
IN_EACH unsigned
count_of(uint64_t bits, bool wide)
{
#ifdef __GNUC__
	if (wide)
		return (unsigned)__builtin_popcountll(bits);
#endif
	(void)wide;
	bits -= bits >> 1 & UINT64_C(0x5555555555555555);
	bits = (bits & UINT64_C(0x3333333333333333)) +
	       (bits >> 2 & UINT64_C(0x3333333333333333));
	bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	return (unsigned)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* The bits below the lowest that is set; all where none is. */
static inline uint64_t
below_lowest(uint64_t bits)
{
	return (bits & -bits) - 1;
}

/* So many at a time, whether there are as many or not: how many there are could
 * not be foreseen by the processor. */
static inline void
note_eight(uint32_t *to, uint64_t bits, uint32_t base)
{
	do {
#pragma GCC unroll 8
		for (int i = 0; i < 8; i++, bits &= bits - 1)
			to[i] = base + lowest(bits | TOP);
		to += 8;
	} while (bits);
}

/* How many were found, apart from where they are noted: it would have to be
 * looked up there again after each. */
struct counts {
	size_t ends, lines;
};

/* Note the ends that a block's tabs and newlines tell. */
IN_EACH struct counts
note_ends(struct fieldends *found, struct counts counts, uint64_t ends,
	  uint64_t newlines, size_t base, bits_note *note, bool wide)
{
	uint32_t *last = found->last + counts.lines;
	uint64_t second = newlines & (newlines - 1);
	uint64_t more = second & (second - 1);

	note(found->ends + 1 + counts.ends, ends, (uint32_t)base);
	last[0] = (uint32_t)counts.ends +
		  count_of(ends & below_lowest(newlines), wide);
	last[1] = (uint32_t)counts.ends +
		  count_of(ends & below_lowest(second), wide);
	/* Three ends of lines in a block are none of sound ones. */
	for (last += 2; more; more &= more - 1)
		*last++ = (uint32_t)counts.ends +
			  count_of(ends & below_lowest(more), wide);
	counts.ends += count_of(ends, wide);
	counts.lines += count_of(newlines, wide);
	return counts;
}

/* The end of a character, or an escape, that record_encode often writes; `at`
 * where it is none, and record_parse has to say. */
static const char *
after_usual(const char *at, const char *end)
{
	size_t step;
	uint32_t code;

	if (*at == '\\') {
		char escaped = at + 1 < end ? at[1] : '\0';

		return escaped == 'n' || escaped == 't' || escaped == 'r' ||
				       escaped == '\\'
			       ? at + 2
			       : at;
	}
	/* What a line's end may begin with. */
	if (*at == '\r' && (at + 1 == end || at[1] == '\n'))
		return at + 1;
	step = text_character(at, (size_t)(end - at), &code);
	return step == 0 || text_is_control(code) ? at : at + step;
}

/*
 * Note what is odd of the bytes that the bits point to. done: the end of the
 * last one that is not, as it may stand in two blocks; and what it is then.
 */
static const char *
note_odd(struct fieldends *found, size_t base, uint64_t bits, uint64_t empty,
	 size_t most, const char *done)
{
	for (bits |= empty; bits; bits &= bits - 1) {
		const char *at = found->at + base + lowest(bits);

		if (at < done)
			continue;
		if (!(empty & bits & -bits))
			done = after_usual(at, found->at + most);
		if (done <= at)
			found->odd[found->odd_count++] =
				(uint32_t)(at - found->at);
	}
	return done;
}

/* Leave out of a block what stands behind the last byte, where the last line
 * ends in any case. */
static void
end_at(struct block *block, size_t bytes)
{
	uint64_t end = UINT64_C(1) << bytes;

	block->tabs &= end - 1;
	block->odd &= end - 1;
	block->newlines = (block->newlines & (end - 1)) | end;
}

IN_EACH void
find(struct fieldends *found, const char *at, size_t most, size_t least,
     block_look *look_at, bits_note *note, bool wide)
{
	const size_t all = most + (at[most - 1] != '\n');
	uint64_t before = 1; /* the last byte was the end of a field */
	const char *done = at;
	struct counts counts = {0};

	found->at = at;
	found->odd_count = 0;
	found->ends[0] = UINT32_MAX;
	for (size_t base = 0; base < all; base += BLOCK) {
		struct block block;
		uint64_t ends, empty;

		look_at(&block, at + base);
		if (all - base <= BLOCK)
			end_at(&block, all - 1 - base);
		ends = block.tabs | block.newlines;
		empty = ends & (ends << 1 | before);
		before = ends >> (BLOCK - 1);
		counts = note_ends(found, counts, ends, block.newlines, base,
				   note, wide);
		if (block.odd | empty)
			done = note_odd(found, base, block.odd, empty, most,
					done);
		if ((base + BLOCK >= least &&
		     (counts.lines > 0 || base >= FIELDENDS_LONGEST)) ||
		    counts.ends > FIELDENDS_MOST - BLOCK ||
		    counts.lines > FIELDENDS_FEWER - BLOCK ||
		    found->odd_count > FIELDENDS_FEWER - BLOCK)
			break;
	}
	found->count = counts.ends;
	found->lines = counts.lines;
}

typedef uint64_t newlines_look(const char *at);

IN_EACH void
find_lines(struct fieldends_lines *found, const char *at, size_t most,
	   size_t least, newlines_look *newlines_of, bool wide)
{
	size_t count = 0;

	found->at = at;
	for (size_t base = 0; base < most; base += BLOCK) {
		uint64_t bits = newlines_of(at + base);
		uint32_t *to = found->ends + count;
		uint64_t more;

		if (most - base < BLOCK)
			bits &= (UINT64_C(1) << (most - base)) - 1;
		/* Two at once, as note_eight. */
		more = bits & (bits - 1);
		to[0] = (uint32_t)base + lowest(bits | TOP);
		to[1] = (uint32_t)base + lowest(more | TOP);
		count += count_of(bits, wide);
		for (to += 2, more &= more - 1; more; more &= more - 1)
			*to++ = (uint32_t)base + lowest(more);
		if ((base + BLOCK >= least && count > 0) ||
		    count > FIELDENDS_FEWER - BLOCK)
			break;
	}
	found->count = count;
}

static void
find_narrowly(struct fieldends *found, const char *at, size_t most,
	      size_t least)
{
	find(found, at, most, least, look_at_block, note_eight, false);
}

static void
find_lines_narrowly(struct fieldends_lines *found, const char *at, size_t most,
		    size_t least)
{
	find_lines(found, at, most, least, newlines_of_block, false);
}

#ifdef WIDE
WIDE static void
find_widely(struct fieldends *found, const char *at, size_t most, size_t least)
{
	find(found, at, most, least, look_wide, note_eight, true);
}

WIDE static void
find_lines_widely(struct fieldends_lines *found, const char *at, size_t most,
		  size_t least)
{
	find_lines(found, at, most, least, newlines_wide, true);
}

WIDEST static void
find_widest(struct fieldends *found, const char *at, size_t most, size_t least)
{
	find(found, at, most, least, look_widest, note_widest, true);
}

WIDEST static void
find_lines_widest(struct fieldends_lines *found, const char *at, size_t most,
		  size_t least)
{
	find_lines(found, at, most, least, newlines_widest, true);
}
#endif

size_t
fieldends_finders(struct fieldends_finder finders[FIELDENDS_FINDERS])
{
	size_t count = 0;

#ifdef WIDE
	bool wide = CAN(BMI1, "bmi") && CAN(POPCNT, "popcnt");

	if (wide && CAN(AVX512BW, "avx512bw") &&
	    CAN(AVX512_VBMI2, "avx512vbmi2"))
		finders[count++] = (struct fieldends_finder){find_widest,
							     find_lines_widest};
	if (wide && CAN(AVX2, "avx2"))
		finders[count++] = (struct fieldends_finder){find_widely,
							     find_lines_widely};
#endif
	finders[count++] =
		(struct fieldends_finder){find_narrowly, find_lines_narrowly};
	return count;
}
