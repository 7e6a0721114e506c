#include "glance.h"

#include <string.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "bytes.h"
#include "caseid.h"
#include "money.h"
#include "record.h"
#include "text.h"
#include "zone.h"

#define TIME_LEN 29
#define DUE_LEN 25
#define ZONE_AT 23 /* of the offset, in a time */
#define DATE_LEN 11
#define NO_ZONE UINT64_MAX /* six bytes never come to that */
#define EVENT_AT (GLANCE_ID_AT + CASEID_LEN + 1)
#define BLOCK 64
/* Of longer lines nothing is known. */
#define LONGEST ((size_t)64 * 1024)

/* What stands where in 64 bytes, a bit each. */
struct block {
	uint64_t tabs;
	uint64_t newlines;
	uint64_t odd; /* controls but those, escapes, bytes of longer
			 characters */
};

/*
 * What can be done with more bits at once where the processor can, is compiled
 * for both: what is IN_EACH is part of either. WIDE is for every one that was
 * sold for years, but must be asked for.
 */
#ifdef __GNUC__
#define IN_EACH static inline __attribute__((always_inline))
#else
#define IN_EACH static inline
#endif
#if defined __x86_64__ && defined __GNUC__
#define WIDE __attribute__((target("avx2,bmi,popcnt")))
#endif

typedef void block_look(struct block *block, const char *at);

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
#else
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
static unsigned
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

/*
 * Whether the bytes that the bits point to are characters, or escapes, that
 * record_encode often writes; of others record_parse has to say. *done is the
 * end of the last one, as it may stand in two blocks.
 */
static bool
are_usual(const char *at, size_t len, size_t base, uint64_t bits, size_t *done)
{
	for (; bits; bits &= bits - 1) {
		size_t i = base + lowest(bits), step;
		uint32_t code;

		if (i < *done)
			continue;
		if (at[i] == '\\') {
			char escaped = i + 1 < len ? at[i + 1] : '\0';

			if (escaped != 'n' && escaped != 't' &&
			    escaped != 'r' && escaped != '\\')
				return false;
			*done = i + 2;
			continue;
		}
		step = text_character(at + i, len - i, &code);
		if (step == 0 || text_is_control(code))
			return false;
		*done = i + step;
	}
	return true;
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

/*
 * Note the ends of fields that a block's tabs tell. So many at a time, whether
 * there are as many or not (what is too much is written over, or not looked
 * at): how many there are could not be foreseen by the processor.
 */
IN_EACH void
note_ends(struct glance *glance, uint64_t tabs, size_t base, size_t at_once,
	  bool wide)
{
	const uint64_t none = UINT64_C(1) << (BLOCK - 1);
	size_t count = glance->count + count_of(tabs, wide);
	uint32_t *end = glance->ends + glance->count;

	do {
#pragma GCC unroll 6
		for (size_t i = 0; i < at_once; i++, tabs &= tabs - 1)
			end[i] = (uint32_t)(base + lowest(tabs | none));
		end += at_once;
	} while (tabs);
	glance->count = count;
}

/*
 * Find the line's end, and those of its fields from the third on, and see that
 * every byte behind the id is a usual one. Of what has more fields, or is
 * longer, than a glance is for the count is 0.
 */
IN_EACH bool
find_fields(struct glance *glance, size_t most, block_look *look_at, bool wide)
{
	const char *at = glance->at;
	size_t done = 0, base = EVENT_AT;
	uint64_t before = 1; /* the last byte was a tab */
	bool usual = true;

	glance->ends[RECORD_TIME] = TIME_LEN;
	glance->ends[RECORD_CASE] = EVENT_AT - 1;
	glance->count = 2;
	for (;; base += BLOCK) {
		struct block block;
		uint64_t end;

		look_at(&block, at + base);
		end = block.newlines;
		if (most - base < BLOCK)
			end |= UINT64_C(1) << (most - base);
		if (end) {
			uint64_t within = (end & -end) - 1;

			glance->len = base + lowest(end);
			glance->taken = glance->len + (glance->len < most);
			if (at[glance->len - 1] == '\r') {
				glance->len--;
				within >>= 1;
			}
			block.tabs &= within;
			block.odd &= within;
		}
		/* A field between two tabs that is empty. */
		usual = usual && !(block.tabs & (block.tabs << 1 | before));
		before = block.tabs >> (BLOCK - 1);
		if (base == EVENT_AT)
			note_ends(glance, block.tabs, base, 6, wide);
		else
			note_ends(glance, block.tabs, base, 4, wide);
		if (block.odd)
			usual = usual &&
				are_usual(at, most, base, block.odd, &done);
		if (end)
			break;
		if (glance->count >= GLANCE_FIELDS || base >= LONGEST) {
			glance->count = 0;
			return false;
		}
	}
	if (glance->count >= GLANCE_FIELDS) {
		glance->count = 0;
		return false;
	}
	glance->ends[glance->count++] = (uint32_t)glance->len;
	return usual;
}

/*
 * The milliseconds that "HH:MM:SS.mmm" is behind midnight; -1 where it is no
 * time of day. All bytes at once: what should stand there as a nought or a
 * mark is taken away, and what is left over 9, or over 0 for a mark, then shows
 * in the highest bit of its byte.
 */
static inline int64_t
time_of_day(const char *at)
{
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t clock = bytes_low_first(at) - UINT64_C(0x30303A30303A3030);
	uint64_t rest = (bytes_low_first(at + 8) & 0xFFFFFFFF) - 0x3030302E;
	uint64_t pairs = clock * 10 + (clock >> 8);
	uint64_t hour = pairs & 0xFF, minute = pairs >> 24 & 0xFF;
	uint64_t second = pairs >> 48 & 0xFF;

	if (((clock | (clock + UINT64_C(0x76767F76767F7676)) | rest |
	      (rest + 0x7676767F)) &
	     tops) ||
	    hour > 23 || minute > 59 || second > 59)
		return -1;
	return (int64_t)((hour * 60 + minute) * 60 + second) * 1000 +
	       (int64_t)((rest >> 8 & 0xFF) * 100 + (rest >> 16 & 0xFF) * 10 +
			 (rest >> 24));
}

/* Of a date or an offset that the line before did not have. Apart, as it is
 * seldom gone through. */
static bool
read_date(struct glancer *glancer, const char *at, int64_t of_day,
	  uint64_t zone)
{
	char time[TIME_LEN + 1];
	int64_t instant;

	memcpy(time, at, TIME_LEN);
	time[TIME_LEN] = '\0';
	if (!zone_parse_time(time, &instant, &glancer->offset)) {
		glancer->zone = NO_ZONE;
		return false;
	}
	glancer->begin = instant - of_day;
	memcpy(glancer->date, at, DATE_LEN);
	glancer->zone = zone;
	return true;
}

IN_EACH bool
read_time(struct glance *glance, struct glancer *glancer)
{
	const char *at = glance->at;
	int64_t of_day = time_of_day(at + DATE_LEN);
	uint64_t zone = bytes_low_first(at + ZONE_AT - 2) >> 16;

	if (of_day < 0)
		return false;
	if ((wordbook_bytes(at) != wordbook_bytes(glancer->date) ||
	     wordbook_bytes(at + DATE_LEN - 8) !=
		     wordbook_bytes(glancer->date + DATE_LEN - 8) ||
	     zone != glancer->zone) &&
	    !read_date(glancer, at, of_day, zone))
		return false;
	glance->time = glancer->begin + of_day;
	glance->offset = glancer->offset;
	return glance->time >= ZONE_EARLIEST && glance->time <= ZONE_LATEST;
}

struct glance_id
glance_id(const char *id)
{
	return (struct glance_id){
		wordbook_bytes(id),
		wordbook_bytes(id + CASEID_LEN - sizeof(uint64_t))};
}

void
glance_id_bytes(char id[CASEID_SIZE], struct glance_id words)
{
	memcpy(id, &words.first, sizeof(words.first));
	memcpy(id + CASEID_LEN - sizeof(words.last), &words.last,
	       sizeof(words.last));
	id[CASEID_LEN] = '\0';
}

/* The verbs, numbered from 1 in the order of enum verb. */
static const struct wordbook *
verbs(void)
{
	static struct wordbook book;

	if (book.count == 0) {
		for (int verb = 0; verb < VERB_COUNT; verb++) {
			char name[WORDBOOK_LONGEST] = "";
			size_t len = strlen(event_kind((enum verb)verb)->name);
			struct wordbook_word word;

			memcpy(name, event_kind((enum verb)verb)->name, len);
			word = wordbook_word(name, len);
			wordbook_add(&book, &word);
		}
	}
	return &book;
}

static enum verb
verb_of(const struct wordbook *verbs, const char *at, size_t len)
{
	struct wordbook_word word;
	uint8_t number;

	if (len > WORDBOOK_LONGEST)
		return VERB_UNKNOWN;
	word = wordbook_word(at, len);
	number = wordbook_find(verbs, &word);
	return number ? (enum verb)(number - 1) : VERB_UNKNOWN;
}

static bool
is_dash(const char *at, size_t len)
{
	return len == 1 && *at == '-';
}

static bool
is_due(const char *at, size_t len)
{
	char due[DUE_LEN + 1];
	int64_t instant;
	int offset;

	if (len != DUE_LEN)
		return false;
	memcpy(due, at, len);
	due[len] = '\0';
	return zone_parse_due(due, &instant, &offset);
}

static bool
is_amount(const char *at, size_t len, int digits)
{
	char amount[32];
	int64_t value;
	struct fail why;
	int found;

	if (len >= sizeof(amount))
		return false;
	memcpy(amount, at, len);
	amount[len] = '\0';
	return money_parse_exact(amount, digits, &value, &found, &why);
}

static bool
is_what(const char *at, size_t len)
{
	return is_dash(at, len) ||
	       (len > 0 && bytes_is(*at, BYTES_ALNUM) &&
		bytes_after_run(at, at + len, BYTES_WHAT) == at + len);
}

/* Field 4, judged when it comes first. */
static inline bool
take_what(struct glance *glance, struct glancer *glancer)
{
	size_t len;
	const char *at = glance_field(glance, RECORD_WHAT, &len);
	struct wordbook_word word;

	if (len > WORDBOOK_LONGEST)
		return is_what(at, len);
	word = wordbook_word(at, len);
	glance->what = wordbook_find(&glancer->whats, &word);
	if (glance->what)
		return true;
	if (!is_what(at, len))
		return false;
	/* Ids of other cases do not come again and again. */
	if (len == CASEID_LEN && *at >= '0' && *at <= '9')
		return true;
	glance->what = wordbook_add(&glancer->whats, &word);
	return true;
}

/* Whether fields 6 to 8 have their forms. */
static inline bool
have_forms(const struct glance *glance, int digits)
{
	size_t len;
	const char *at;

	/* The last field may be the text. */
	if (glance->ends[RECORD_TEXT] == glance->ends[RECORD_TEXT - 1] + 1)
		return false;
	at = glance_field(glance, RECORD_DUE, &len);
	if (!is_dash(at, len) && !is_due(at, len))
		return false;
	at = glance_field(glance, RECORD_AMOUNT, &len);
	return is_dash(at, len) || is_amount(at, len, digits);
}

static bool
is_key(const char *at, size_t len)
{
	return len > 0 && bytes_is(*at, BYTES_LETTER) &&
	       bytes_after_run(at, at + len, BYTES_NAME) == at + len &&
	       !record_is_field_name(at, len);
}

/* The bytes before the first '=', at most `most`. */
static inline size_t
key_len(const char *at, size_t most)
{
#ifdef __SSE2__
	const __m128i in = _mm_loadu_si128((const __m128i *)at);
	unsigned equals = (unsigned)_mm_movemask_epi8(
		_mm_cmpeq_epi8(in, _mm_set1_epi8('=')));

	if (equals)
		return lowest(equals) < most ? lowest(equals) : most;
#endif
	{
		const char *found = memchr(at, '=', most);

		return found ? (size_t)(found - at) : most;
	}
}

/* Eight bytes as they lie in memory, as a number that is the greater the later
 * they stand in the order of bytes. */
static inline uint64_t
in_order(uint64_t bytes)
{
#if defined __GNUC__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return __builtin_bswap64(bytes);
#else
	unsigned char at[sizeof(bytes)];

	memcpy(at, &bytes, sizeof(bytes));
	bytes = 0;
	for (size_t i = 0; i < sizeof(at); i++)
		bytes = bytes << 8 | at[i];
	return bytes;
#endif
}

static inline bool
rises(const struct wordbook_word *before, const struct wordbook_word *word)
{
	return before->first == word->first
		       ? in_order(before->second) < in_order(word->second)
		       : in_order(before->first) < in_order(word->first);
}

/* Whether the pairs are key=value, their keys rising; where their '=' are, and
 * which keys they are, is noted. */
static bool
are_pairs(struct glance *glance, struct glancer *glancer)
{
	struct wordbook_word before = {0}, word;
	bool are = true;

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		size_t begin = glance->ends[i - 1] + 1;
		const char *at = glance->at + begin;
		size_t len = glance->ends[i] - begin, key = key_len(at, len);

		/* A value has a byte at least, and is no dash. */
		if (key + 1 >= len || (key + 2 == len && at[key + 1] == '-'))
			return false;
		glance->equals[i] = (uint32_t)(begin + key);
		glance->keys[i] = 0;
		if (key > WORDBOOK_LONGEST) {
			are = false;
			continue;
		}
		word = wordbook_word(at, key);
		glance->keys[i] = wordbook_find(&glancer->keys, &word);
		if (!glance->keys[i]) {
			if (!is_key(at, key))
				return false;
			glance->keys[i] = wordbook_add(&glancer->keys, &word);
		}
		are = are && rises(&before, &word);
		before = word;
	}
	return are;
}

/* Whether any of eight bytes is a control character, or none of ASCII's. */
static inline bool
any_control(uint64_t bytes)
{
	return ((bytes - UINT64_C(0x2020202020202020)) | bytes) &
	       UINT64_C(0x8080808080808080);
}

/* Whether a time and an id can stand at the line's beginning, and a verb behind
 * them; whether it is an id, is for others to say. */
static inline bool
begins_well(const struct glance *glance, size_t most)
{
	const char *at = glance->at;

	return most > EVENT_AT && at[TIME_LEN] == '\t' &&
	       at[EVENT_AT - 1] == '\t' && !any_control(glance->id.first) &&
	       !any_control(glance->id.last);
}

IN_EACH enum glance_seen
look_at_line(struct glance *glance, struct glancer *glancer, const char *at,
	     size_t most, block_look *look_at, bool wide)
{
	bool usual;

	glance->at = at;
	glance->count = 0;
	glance->what = 0;
	glance->id = glance_id(at + GLANCE_ID_AT);
	if (!begins_well(glance, most) || !read_time(glance, glancer))
		return GLANCE_UNSURE;
	usual = find_fields(glance, most, look_at, wide);
	if (glance->count < RECORD_FIELD_COUNT) {
		glance->count = 0;
		return GLANCE_UNSURE;
	}
	glance->verb = verb_of(glancer->verbs, at + EVENT_AT,
			       glance->ends[RECORD_EVENT] - EVENT_AT);
	return are_pairs(glance, glancer) && usual &&
			       glance->verb != VERB_UNKNOWN &&
			       take_what(glance, glancer) &&
			       have_forms(glance, glancer->digits)
		       ? GLANCE_SOUND
		       : GLANCE_UNSURE;
}

enum glance_seen
glance_line_narrowly(struct glance *glance, struct glancer *glancer,
		     const char *at, size_t most)
{
	return look_at_line(glance, glancer, at, most, look_at_block, false);
}

#ifdef WIDE
WIDE static enum glance_seen
look_widely(struct glance *glance, struct glancer *glancer, const char *at,
	    size_t most)
{
	return look_at_line(glance, glancer, at, most, look_wide, true);
}

static bool
is_wide(void)
{
	return __builtin_cpu_supports("avx2") &&
	       __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("popcnt");
}
#endif

void
glance_init(struct glancer *glancer, int digits)
{
	*glancer = (struct glancer){.digits = digits,
				    .zone = NO_ZONE,
				    .verbs = verbs(),
				    .look = glance_line_narrowly};
#ifdef WIDE
	if (is_wide())
		glancer->look = look_widely;
#endif
}

enum glance_seen
glance_line(struct glance *glance, struct glancer *glancer, const char *at,
	    size_t most)
{
	return glancer->look(glance, glancer, at, most);
}

const char *
glance_field(const struct glance *glance, size_t field, size_t *len)
{
	size_t begin = field == 0 ? 0 : glance->ends[field - 1] + 1;

	*len = glance->ends[field] - begin;
	return glance->at + begin;
}

bool
glance_is(const struct glance *glance, size_t field, const char *word)
{
	size_t len;
	const char *at = glance_field(glance, field, &len);

	return strlen(word) == len && memcmp(at, word, len) == 0;
}

const char *
glance_get(const struct glance *glance, const char *key, size_t *len)
{
	size_t key_len = strlen(key);

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		size_t begin = glance->ends[i - 1] + 1;

		if (glance->equals[i] - begin != key_len ||
		    memcmp(glance->at + begin, key, key_len) != 0)
			continue;
		*len = glance->ends[i] - glance->equals[i] - 1;
		return glance->at + glance->equals[i] + 1;
	}
	return NULL;
}
