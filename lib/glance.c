#include "glance.h"

#include <string.h>

#include "bytes.h"
#include "caseid.h"
#include "money.h"
#include "record.h"
#include "zone.h"

/* Bytes whose fields are found at once: at first, as it may be one line that
 * is asked for, and then, so that they and their ends stay in the fastest
 * memory. */
#define FIRST_PIECE ((size_t)1024)
#define PIECE ((size_t)16 * 1024)

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

static bool
is_dash(const char *at, size_t len)
{
	return len == 1 && *at == '-';
}

/* The instant of a due time, which may be none. */
static bool
read_due(const char *at, size_t len, int64_t *instant)
{
	int offset;

	if (is_dash(at, len)) {
		*instant = INSTANT_NONE;
		return true;
	}
	return len == ZONE_DUE_LEN && zone_read(at, len, instant, &offset);
}

int64_t
glance_due(const struct glance *glance)
{
	int64_t due;
	size_t len;
	const char *at;

	if (glance->has_due)
		return glance->due;
	at = glance_field(glance, RECORD_DUE, &len);
	return read_due(at, len, &due) ? due : INSTANT_NONE;
}

/*
 * Whether an amount is as most are: digits, of which a nought begins no number,
 * and the decimals of the currency; seven bytes at most, which are looked at
 * all at once. Of others is_amount knows.
 */
static inline bool
is_usual_amount(const char *at, size_t len, int digits)
{
	const uint64_t tops = UINT64_C(0x8080808080808080);
	const uint64_t noughts = UINT64_C(0x3030303030303030);
	size_t behind = digits > 0 ? (size_t)digits + 1 : 0;
	uint64_t bytes;

	if (digits < 0 || len > 7 || len <= behind ||
	    (*at == '0' && len > behind + 1) ||
	    (digits > 0 && at[len - behind] != '.'))
		return false;
	bytes = bytes_low_first(at);
	if (digits > 0)
		bytes ^= (uint64_t)('.' ^ '0') << 8 * (len - behind);
	bytes = (bytes ^ noughts) << 8 * (sizeof(bytes) - len);
	return !((bytes | (bytes + UINT64_C(0x7676767676767676))) & tops);
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
have_forms(struct glance *glance, int digits)
{
	size_t len;
	const char *at;

	/* The last field may be the text. */
	if (glance->ends[RECORD_TEXT] == glance->ends[RECORD_TEXT - 1] + 1)
		return false;
	at = glance_field(glance, RECORD_DUE, &len);
	if (!read_due(at, len, &glance->due))
		return false;
	glance->has_due = true;
	at = glance_field(glance, RECORD_AMOUNT, &len);
	return is_dash(at, len) || is_usual_amount(at, len, digits) ||
	       is_amount(at, len, digits);
}

static bool
is_key(const char *at, size_t len)
{
	return len > 0 && bytes_is(*at, BYTES_LETTER) &&
	       bytes_after_run(at, at + len, BYTES_NAME) == at + len &&
	       !record_is_field_name(at, len);
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
		uint32_t begin = glance->ends[i - 1] + 1;
		const char *at = glance->base + begin;
		size_t len = glance->ends[i] - begin,
		       key = bytes_before(at, len, '=');

		/* A value has a byte at least, and is no dash. */
		if (key + 1 >= len || (key + 2 == len && at[key + 1] == '-'))
			return false;
		glance->equals[i] = begin + (uint32_t)key;
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

/* Whether a time and an id can stand at the line's beginning, and a verb behind
 * them; whether it is an id, is for others to say. */
static inline bool
begins_well(const struct glance *glance, uint32_t begin)
{
	return glance->ends[RECORD_TIME] - begin == STAMPS_LEN &&
	       glance->ends[RECORD_CASE] - begin == GLANCE_VERB_AT - 1;
}

void
glance_begin(struct glancer *glancer, const char *at, size_t most)
{
	glancer->at = at;
	glancer->until = at + most;
	glancer->piece = FIRST_PIECE;
	glancer->fields.lines = 0;
	glancer->line = 0;
}

/* Find the fields of the lines that come next. Whether there is one. */
static bool
find_more(struct glancer *glancer)
{
	if (glancer->at >= glancer->until)
		return false;
	glancer->find(&glancer->fields, glancer->at,
		      (size_t)(glancer->until - glancer->at), glancer->piece);
	if (glancer->piece < PIECE)
		glancer->piece *= 2;
	glancer->line = glancer->field = glancer->odd = 0;
	return true;
}

/* Whether anything odd stands in a line that ends there. */
static inline bool
has_odd(struct glancer *glancer, uint32_t end)
{
	const struct fieldends *fields = &glancer->fields;
	bool has = false;

	for (; glancer->odd < fields->odd_count &&
	       fields->odd[glancer->odd] <= end;
	     glancer->odd++)
		has = true;
	return has;
}

/* Have the next line's fields in the glance; whether it may be sound. */
static inline bool
take_fields(struct glance *glance, struct glancer *glancer)
{
	struct fieldends *fields = &glancer->fields;
	uint32_t *ends = &fields->ends[1 + glancer->field];
	uint32_t begin = (uint32_t)(glancer->at - fields->at);
	size_t next = fields->last[glancer->line] + 1;
	uint32_t *last = &fields->ends[next];
	bool odd = has_odd(glancer, *last);

	ends[-1] = begin - 1;
	glance->base = fields->at;
	glance->ends = ends;
	glance->at = glancer->at;
	glance->id = glance_id(glance->at + GLANCE_ID_AT);
	glance->count = next - glancer->field;
	glance->what = 0;
	glance->has_due = false;
	glancer->at = fields->at + *last;
	glancer->at += glancer->at < glancer->until;
	glance->taken = (size_t)(glancer->at - glance->at);
	/* Before the newline there may be a CR, which is no part of it. */
	*last -= *last > begin && fields->at[*last - 1] == '\r';
	glance->len = *last - begin;
	glancer->line++;
	glancer->field = next;
	if (glance->count >= RECORD_FIELD_COUNT &&
	    glance->count <= GLANCE_FIELDS && begins_well(glance, begin))
		return !odd;
	glance->count = 0;
	return false;
}

enum glance_seen
glance_next(struct glance *glance, struct glancer *glancer)
{
	bool usual;

	glance->count = 0;
	if (glancer->line == glancer->fields.lines && !find_more(glancer))
		return GLANCE_NONE;
	if (glancer->line == glancer->fields.lines) {
		glancer->at = glancer->until;
		return GLANCE_UNSURE;
	}
	usual = take_fields(glance, glancer);
	if (glance->count == 0)
		return GLANCE_UNSURE;
	if (!stamps_read(&glancer->stamps, glance->at, &glance->time,
			 &glance->offset)) {
		glance->count = 0;
		return GLANCE_UNSURE;
	}
	glance->verb = glance_verb(glancer->verbs, glance->at + GLANCE_VERB_AT,
				   glance->ends[RECORD_EVENT] -
					   glance->ends[RECORD_CASE] - 1);
	return are_pairs(glance, glancer) && usual &&
			       glance->verb != VERB_UNKNOWN &&
			       take_what(glance, glancer) &&
			       have_forms(glance, glancer->digits)
		       ? GLANCE_SOUND
		       : GLANCE_UNSURE;
}

enum glance_seen
glance_line(struct glance *glance, struct glancer *glancer, const char *at,
	    size_t most)
{
	glance_begin(glancer, at, most);
	glancer->piece = 1;
	return glance_next(glance, glancer);
}

void
glance_init(struct glancer *glancer, int digits)
{
	struct fieldends_finder finders[FIELDENDS_FINDERS];

	fieldends_finders(finders);
	/* Not as a whole: what is only written before it is read would have to
	 * be had from the system, page by page. */
	stamps_init(&glancer->stamps);
	wordbook_init(&glancer->whats);
	wordbook_init(&glancer->keys);
	glancer->digits = digits;
	glancer->verbs = verbs();
	glancer->find = finders[0].fields;
	glance_begin(glancer, "", 0);
}

const char *
glance_get(const struct glance *glance, const char *key, size_t *len)
{
	size_t key_len = strlen(key);

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		size_t there;
		const char *at = glance_key(glance, i, &there);

		if (there == key_len && memcmp(at, key, key_len) == 0)
			return glance_value(glance, i, len);
	}
	return NULL;
}
