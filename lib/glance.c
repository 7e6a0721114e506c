#include "glance.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "caseid.h"
#include "money.h"
#include "record.h"
#include "text.h"
#include "zone.h"

#define TIME_LEN 29
#define DUE_LEN 25
#define ZONE_AT 23 /* of the offset, in a time */
#define DATE_LEN 11
#define EVENT_AT (TIME_LEN + 1 + CASEID_LEN + 1)
#define BLOCK 64

/* What stands where in 64 bytes, a bit each. */
struct block {
	uint64_t tabs;
	uint64_t odd; /* controls, escapes, bytes of longer characters */
};

#ifdef __SSE2__
static struct block
look_at_block(const char *at)
{
	const __m128i tab = _mm_set1_epi8('\t'), escape = _mm_set1_epi8('\\');
	const __m128i control = _mm_set1_epi8(0x1F), del = _mm_set1_epi8(0x7F);
	struct block block = {0};

	for (int i = 0; i < BLOCK; i += 16) {
		__m128i in = _mm_loadu_si128((const __m128i *)(at + i));
		__m128i odd = _mm_or_si128(
			_mm_or_si128(in, _mm_cmpeq_epi8(in, escape)),
			_mm_or_si128(
				_mm_cmpeq_epi8(_mm_min_epu8(in, control), in),
				_mm_cmpeq_epi8(in, del)));

		block.tabs |= (uint64_t)(unsigned)_mm_movemask_epi8(
				      _mm_cmpeq_epi8(in, tab))
			      << i;
		/* The highest bit of each byte, which in `in` itself says that
		 * it is none of ASCII's. */
		block.odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
	}
	block.odd &= ~block.tabs;
	return block;
}
#else
static struct block
look_at_block(const char *at)
{
	struct block block = {0};

	for (int i = 0; i < BLOCK; i++) {
		unsigned char byte = (unsigned char)at[i];
		uint64_t bit = UINT64_C(1) << i;

		if (byte == '\t')
			block.tabs |= bit;
		else if (byte < 0x20 || byte >= 0x7F || byte == '\\')
			block.odd |= bit;
	}
	return block;
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

/* Find the fields' ends, and see that every byte is a usual one. */
static bool
find_fields(struct glance *glance)
{
	const char *at = glance->at;
	size_t len = glance->len, count = 0, done = 0;
	uint64_t before = 0; /* the last byte was a tab */
	bool usual = true;

	for (size_t base = 0; base < len; base += BLOCK) {
		struct block block = look_at_block(at + base);

		if (len - base < BLOCK) {
			uint64_t within = (UINT64_C(1) << (len - base)) - 1;

			block.tabs &= within;
			block.odd &= within;
		}
		/* A field between two tabs that is empty. */
		usual = usual && !(block.tabs & (block.tabs << 1 | before));
		before = block.tabs >> (BLOCK - 1);
		for (uint64_t bits = block.tabs; bits; bits &= bits - 1) {
			if (count + 1 >= GLANCE_FIELDS)
				return false;
			glance->ends[count++] = (uint32_t)(base + lowest(bits));
		}
		if (block.odd)
			usual = usual &&
				are_usual(at, len, base, block.odd, &done);
	}
	glance->ends[count++] = (uint32_t)len;
	glance->count = count;
	return usual;
}

/* Two digits, or a number over 99. */
static unsigned
two(const char *at)
{
	unsigned tens = (unsigned)(unsigned char)at[0] - '0';
	unsigned ones = (unsigned)(unsigned char)at[1] - '0';

	return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

static uint64_t
word_at(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

static bool
read_time(struct glance *glance, struct glancer *glancer)
{
	const char *at = glance->at;
	unsigned hour = two(at + 11), minute = two(at + 14);
	unsigned second = two(at + 17), hundredths = two(at + 20);
	unsigned last = (unsigned)(unsigned char)at[22] - '0';

	if (hour > 23 || minute > 59 || second > 59 || hundredths > 99 ||
	    last > 9 || at[13] != ':' || at[16] != ':' || at[19] != '.')
		return false;
	glance->time = ((int64_t)(hour * 60 + minute) * 60 + second) * 1000 +
		       hundredths * 10 + last;
	if (word_at(at) != word_at(glancer->date) ||
	    word_at(at + DATE_LEN - sizeof(uint64_t)) !=
		    word_at(glancer->date + DATE_LEN - sizeof(uint64_t)) ||
	    memcmp(at + ZONE_AT, glancer->zone, sizeof(glancer->zone)) != 0) {
		char time[TIME_LEN + 1];
		int64_t instant;

		memcpy(time, at, TIME_LEN);
		time[TIME_LEN] = '\0';
		if (!zone_parse_time(time, &instant, &glancer->offset)) {
			glancer->date[0] = '\0';
			return false;
		}
		glancer->begin = instant - glance->time;
		memcpy(glancer->date, at, DATE_LEN);
		memcpy(glancer->zone, at + ZONE_AT, sizeof(glancer->zone));
	}
	glance->time += glancer->begin;
	glance->offset = glancer->offset;
	return glance->time >= ZONE_EARLIEST && glance->time <= ZONE_LATEST;
}

struct glance_id
glance_id(const char *id)
{
	return (struct glance_id){word_at(id),
				  word_at(id + CASEID_LEN - sizeof(uint64_t))};
}

void
glance_id_bytes(char id[CASEID_SIZE], struct glance_id words)
{
	memcpy(id, &words.first, sizeof(words.first));
	memcpy(id + CASEID_LEN - sizeof(words.last), &words.last,
	       sizeof(words.last));
	id[CASEID_LEN] = '\0';
}

/* The verbs by the first eight bytes of their names, filled up with NULs. */
#define VERB_SLOTS 256

static size_t
slot_of(uint64_t word)
{
	return (size_t)(word * UINT64_C(0x9E3779B97F4A7C15) >> 56);
}

struct verb_slot {
	uint64_t word;
	enum verb verb;
	size_t len;
	const char *rest; /* of the name, behind eight bytes */
};

static const struct verb_slot *
verbs(void)
{
	static struct verb_slot slots[VERB_SLOTS];
	static bool filled;

	if (!filled) {
		for (size_t i = 0; i < VERB_SLOTS; i++)
			slots[i].verb = VERB_UNKNOWN;
		for (int verb = 0; verb < VERB_COUNT; verb++) {
			const char *name = event_kind((enum verb)verb)->name;
			size_t len = strlen(name), at;
			uint64_t word = 0;

			memcpy(&word, name, len < 8 ? len : 8);
			at = slot_of(word);
			while (slots[at].verb != VERB_UNKNOWN)
				at = (at + 1) % VERB_SLOTS;
			slots[at] =
				(struct verb_slot){word, (enum verb)verb, len,
						   len > 8 ? name + 8 : ""};
		}
		filled = true;
	}
	return slots;
}

static enum verb
verb_of(const char *at, size_t len)
{
	static const char kept[] = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
				   "\0\0\0\0\0\0\0";
	const struct verb_slot *slots = verbs();
	/* What stands behind it can be read, and is then cleared. */
	uint64_t word = word_at(at) & word_at(kept + 8 - (len < 8 ? len : 8));
	size_t slot = slot_of(word);

	for (; slots[slot].verb != VERB_UNKNOWN;
	     slot = (slot + 1) % VERB_SLOTS) {
		if (slots[slot].word == word && slots[slot].len == len &&
		    (len <= 8 || !memcmp(slots[slot].rest, at + 8, len - 8)))
			return slots[slot].verb;
	}
	return VERB_UNKNOWN;
}

enum { LETTER = 1, DIGIT = 2, CAPITAL = 4, MARK = 8, DASH = 16 };

/* What a byte may be part of: what, a key. */
static const unsigned char kinds[256] = {
	['A'] = CAPITAL, ['B'] = CAPITAL, ['C'] = CAPITAL, ['D'] = CAPITAL,
	['E'] = CAPITAL, ['F'] = CAPITAL, ['G'] = CAPITAL, ['H'] = CAPITAL,
	['I'] = CAPITAL, ['J'] = CAPITAL, ['K'] = CAPITAL, ['L'] = CAPITAL,
	['M'] = CAPITAL, ['N'] = CAPITAL, ['O'] = CAPITAL, ['P'] = CAPITAL,
	['Q'] = CAPITAL, ['R'] = CAPITAL, ['S'] = CAPITAL, ['T'] = CAPITAL,
	['U'] = CAPITAL, ['V'] = CAPITAL, ['W'] = CAPITAL, ['X'] = CAPITAL,
	['Y'] = CAPITAL, ['Z'] = CAPITAL, ['a'] = LETTER,  ['b'] = LETTER,
	['c'] = LETTER,  ['d'] = LETTER,  ['e'] = LETTER,  ['f'] = LETTER,
	['g'] = LETTER,  ['h'] = LETTER,  ['i'] = LETTER,  ['j'] = LETTER,
	['k'] = LETTER,  ['l'] = LETTER,  ['m'] = LETTER,  ['n'] = LETTER,
	['o'] = LETTER,  ['p'] = LETTER,  ['q'] = LETTER,  ['r'] = LETTER,
	['s'] = LETTER,  ['t'] = LETTER,  ['u'] = LETTER,  ['v'] = LETTER,
	['w'] = LETTER,  ['x'] = LETTER,  ['y'] = LETTER,  ['z'] = LETTER,
	['0'] = DIGIT,   ['1'] = DIGIT,   ['2'] = DIGIT,   ['3'] = DIGIT,
	['4'] = DIGIT,   ['5'] = DIGIT,   ['6'] = DIGIT,   ['7'] = DIGIT,
	['8'] = DIGIT,   ['9'] = DIGIT,   ['.'] = MARK,    ['_'] = MARK,
	[':'] = MARK,    ['+'] = MARK,    ['-'] = DASH,
};

/* Whether a word begins with one kind of bytes and goes on with others. */
static bool
is_made_of(const char *at, size_t len, int first, int rest)
{
	bool made = len > 0 && kinds[(unsigned char)at[0]] & first;

	for (size_t i = 1; i < len && made; i++)
		made = kinds[(unsigned char)at[i]] & rest;
	return made;
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

/* Whether field 1 to 8 have their forms. */
static bool
have_forms(const struct glance *glance, int digits)
{
	size_t len;
	const char *at;

	/* The last field may be the text. */
	if (glance->ends[RECORD_TEXT] == glance->ends[RECORD_TEXT - 1] + 1)
		return false;
	at = glance_field(glance, RECORD_WHAT, &len);
	if (!is_dash(at, len) &&
	    !is_made_of(at, len, LETTER | CAPITAL | DIGIT,
			LETTER | CAPITAL | DIGIT | MARK | DASH))
		return false;
	at = glance_field(glance, RECORD_DUE, &len);
	if (!is_dash(at, len) && !is_due(at, len))
		return false;
	at = glance_field(glance, RECORD_AMOUNT, &len);
	return is_dash(at, len) || is_amount(at, len, digits);
}

/* Whether the pairs are key=value, their keys rising; their '=' are noted. */
static bool
are_pairs(struct glance *glance)
{
	const char *before = NULL;
	size_t before_len = 0;

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		size_t len, key = 0, least;
		const char *at = glance_field(glance, i, &len);
		int order;

		while (key < len &&
		       kinds[(unsigned char)at[key]] & (LETTER | DIGIT | DASH))
			key++;
		if (key == 0 || key + 1 >= len || at[key] != '=' ||
		    !(kinds[(unsigned char)at[0]] & LETTER) ||
		    record_is_field_name(at, key) ||
		    is_dash(at + key + 1, len - key - 1))
			return false;
		least = key < before_len ? key : before_len;
		order = before_len == 0  ? -1
			: *before != *at ? (*before < *at ? -1 : 1)
					 : memcmp(before, at, least);
		if (order > 0 || (order == 0 && before_len >= key))
			return false;
		glance->equals[i] = (uint32_t)((size_t)(at - glance->at) + key);
		before = at;
		before_len = key;
	}
	return true;
}

void
glance_init(struct glancer *glancer, int digits)
{
	*glancer = (struct glancer){.digits = digits};
}

enum glance_seen
glance_line(struct glance *glance, struct glancer *glancer, const char *at,
	    size_t len)
{
	bool usual;

	if (len > 0 && at[len - 1] == '\r')
		len--;
	glance->at = at;
	glance->len = len;
	glance->count = 0;
	usual = find_fields(glance);
	if (glance->count < RECORD_FIELD_COUNT || glance->ends[0] != TIME_LEN ||
	    glance->ends[1] != TIME_LEN + 1 + CASEID_LEN ||
	    !read_time(glance, glancer)) {
		glance->count = 0;
		return GLANCE_UNSURE;
	}
	glance->id = glance_id(at + TIME_LEN + 1);
	glance->verb = verb_of(at + EVENT_AT, glance->ends[2] - EVENT_AT);
	return are_pairs(glance) && usual && glance->verb != VERB_UNKNOWN &&
			       have_forms(glance, glancer->digits)
		       ? GLANCE_SOUND
		       : GLANCE_UNSURE;
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
