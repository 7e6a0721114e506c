#include "eraseplan.h"

#include <stdlib.h>
#include <string.h>

#include "casefile.h"
#include "erase.h"
#include "redact.h"

/* Where field 2 begins in a line that is one. */
#define TIME_LEN 29

void
eraseplan_add(struct eraseplan *plan, const char *id,
	      const struct record *erase)
{
	struct eraseplan_case *one;

	plan->cases = mem_grow(plan->cases, plan->count, &plan->room,
			       sizeof(*plan->cases));
	one = &plan->cases[plan->count++];
	*one = (struct eraseplan_case){
		.until = erase ? erase->at : INSTANT_NONE,
		.name = erase ? redact_name(erase)
			      : plan->policy->privacy.erase_name,
		.last = INSTANT_NONE,
	};
	memcpy(one->id, id, CASEID_LEN);
}

static int
by_id(const void *a, const void *b)
{
	const struct eraseplan_case *left = a, *right = b;

	return memcmp(left->id, right->id, CASEID_LEN);
}

static void
sort(struct eraseplan *plan)
{
	if (!plan->sorted)
		qsort(plan->cases, plan->count, sizeof(*plan->cases), by_id);
	plan->sorted = true;
}

struct eraseplan_case *
eraseplan_find(struct eraseplan *plan, const char *id)
{
	struct eraseplan_case sought = {0};

	if (plan->count == 0)
		return NULL;
	sort(plan);
	memcpy(sought.id, id, CASEID_LEN);
	return bsearch(&sought, plan->cases, plan->count, sizeof(sought),
		       by_id);
}

/* The id that stands at a place, as people write it, too: its canonical form.
 */
static bool
id_at(const char *at, size_t len, char id[CASEID_SIZE])
{
	char typed[CASEID_SIZE] = "";

	if (len < CASEID_LEN)
		return false;
	memcpy(typed, at, CASEID_LEN);
	return caseid_normalise(typed, id, CASEID_SIZE) &&
	       caseid_is_valid(id, strlen(id));
}

/* The id in field 2 of a line. */
static bool
id_of(const char *at, size_t len, char id[CASEID_SIZE])
{
	const char *tab = memchr(at, '\t', len);

	return tab && id_at(tab + 1, (size_t)(at + len - tab) - 1, id);
}

/* Decode a copy of a line. */
static bool
decode(struct record *record, const char *at, size_t len, struct arena *arena)
{
	struct fail why;

	return len < RECORD_LINE_MAX &&
	       record_parse(record, arena_copy(arena, at, len), len, -1, arena,
			    &why);
}

/* The file that a line is of: the latest, or the next one. */
static struct eraseplan_file *
file_of(struct eraseplan *plan, const struct journal_line *line, bool own)
{
	size_t count = plan->file_count;

	if (count > 0 && strcmp(plan->files[count - 1].name, line->file) == 0)
		return &plan->files[count - 1];
	plan->files = mem_grow(plan->files, count, &plan->file_room,
			       sizeof(*plan->files));
	plan->files[plan->file_count++] = (struct eraseplan_file){
		.name = mem_copy(line->file), .own = own};
	return &plan->files[count];
}

void
eraseplan_look_at_comment(struct eraseplan *plan,
			  const struct journal_line *line, bool own)
{
	size_t len = line->len, begin = strlen(JOURNAL_MACHINE);
	struct eraseplan_file *file;
	struct buffer mark = {0};

	if (len <= begin || memcmp(line->at, JOURNAL_MACHINE, begin) != 0)
		return;
	file = file_of(plan, line, own);
	len -= line->at[len - 1] == '\r';
	/* The first one counts. */
	if (file->mark)
		return;
	buffer_add(&mark, line->at, len);
	file->mark = mark.at;
}

bool
eraseplan_is_copy(const struct eraseplan *plan,
		  const struct eraseplan_file *file)
{
	for (size_t i = 0; i < plan->file_count; i++) {
		const struct eraseplan_file *own = &plan->files[i];

		if (own->own && !file->own && own->mark && file->mark &&
		    strcmp(own->mark, file->mark) == 0)
			return true;
	}
	return false;
}

void
eraseplan_look(struct eraseplan *plan, const struct journal_line *line,
	       bool own)
{
	char id[CASEID_SIZE];
	struct eraseplan_case *one = id_of(line->at, line->len, id)
					     ? eraseplan_find(plan, id)
					     : NULL;
	struct arena arena = {0};
	struct record record;

	if (one && decode(&record, line->at, line->len, &arena)) {
		erase_names_add(&plan->names, plan->policy, &record);
		if (record.at > one->last)
			one->last = record.at;
		if (erase_record(&record, plan->policy, one->name, &arena)) {
			one->fresh = one->fresh || one->until == INSTANT_NONE ||
				     record.at > one->until;
			one->lines++;
			*(own ? &plan->lines : &plan->foreign) += 1;
			file_of(plan, line, own)->lines++;
		}
	}
	arena_release(&arena);
}

/* Whether a line or piece that is no record is one of the plan's. */
enum belongs { BELONGS_NOT, BELONGS, BELONGS_UNSURE };

static enum belongs
belongs_by_id(struct eraseplan *plan, const char *at, size_t len,
	      const char *id)
{
	const struct eraseplan_case *one = eraseplan_find(plan, id);
	char time[TIME_LEN + 1];
	int64_t instant;
	int offset;

	if (!one)
		return BELONGS_NOT;
	/* What was written after the erase is not the erase's to take. */
	if (len > TIME_LEN && at[TIME_LEN] == '\t') {
		memcpy(time, at, TIME_LEN);
		time[TIME_LEN] = '\0';
		if (zone_parse_time(time, &instant, &offset) &&
		    instant > one->until)
			return BELONGS_NOT;
	}
	return BELONGS;
}

static bool
is_of_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || ((unsigned char)c & 0x80) != 0;
}

static int
by_short_id(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

/* Whether a word is what people say of an id of the plan: its last seven
 * characters. */
static bool
is_short_id(struct eraseplan *plan, const char *word, size_t len)
{
	char typed[CASEID_SHORT_LEN + 1] = "", id[CASEID_SHORT_LEN + 1];
	const char *sought = id;

	if (len != CASEID_SHORT_LEN || plan->count == 0)
		return false;
	memcpy(typed, word, len);
	if (!caseid_normalise(typed, id, sizeof(id)))
		return false;
	if (!plan->shorts) {
		sort(plan);
		plan->shorts = mem_zero(plan->count, sizeof(*plan->shorts));
		for (size_t i = 0; i < plan->count; i++)
			plan->shorts[i] = plan->cases[i].id + CASEID_LEN -
					  CASEID_SHORT_LEN;
		qsort(plan->shorts, plan->count, sizeof(*plan->shorts),
		      by_short_id);
	}
	return bsearch(&sought, plan->shorts, plan->count,
		       sizeof(*plan->shorts), by_short_id) != NULL;
}

/* Whether an id of the plan stands anywhere in a text: a whole one, or as a
 * word a short one. */
static bool
speaks_of(struct eraseplan *plan, const char *at, size_t len)
{
	const size_t day_len = CASEID_LEN - CASEID_SHORT_LEN - 1;
	const char *end = at + len, *begin = at, *word = at;
	char id[CASEID_SIZE];

	for (; at < end; at++) {
		if (is_of_word(*at))
			continue;
		if (is_short_id(plan, word, (size_t)(at - word)))
			return true;
		word = at + 1;
		if (*at == '-' && (size_t)(at - begin) >= day_len &&
		    id_at(at - day_len, (size_t)(end - at) + day_len, id) &&
		    eraseplan_find(plan, id))
			return true;
	}
	return is_short_id(plan, word, (size_t)(end - word));
}

/* The beginning of a line that a crash cut off before anybody's words. */
static bool
is_beginning(const char *at, size_t len)
{
	return len <= TIME_LEN + 1 + CASEID_LEN && len > 0 && *at >= '0' &&
	       *at <= '9';
}

static enum belongs
belongs(struct eraseplan *plan, const char *at, size_t len)
{
	char id[CASEID_SIZE];

	if (id_of(at, len, id))
		return belongs_by_id(plan, at, len, id);
	if (speaks_of(plan, at, len) || erase_names_in(&plan->names, at, len))
		return BELONGS;
	if (len == 0 || *at == '#' || is_beginning(at, len))
		return BELONGS_NOT;
	return BELONGS_UNSURE;
}

/* The words of a line, from field 8 on, with its line ends and tabs blanks. */
static void
add_words(struct buffer *out, const char *at, size_t len)
{
	const char *end = at + len;

	for (size_t tabs = 0; tabs < RECORD_TEXT && at < end; at++)
		tabs += *at == '\t';
	for (; at < end; at++) {
		if (*at == '\\' && at + 1 < end && strchr("tnr", at[1])) {
			buffer_add_char(out, ' ');
			at++;
		} else {
			buffer_add_char(out, *at);
		}
	}
}

/* Note a line of another case that speaks of a customer. */
static void
look_for_names(struct eraseplan *plan, const char *at, size_t len,
	       size_t number, struct eraseplan_done *done)
{
	struct buffer words = {0};

	if (!policy_list_has(&plan->policy->privacy.erase_reaches, "notes"))
		return;
	add_words(&words, at, len);
	if (erase_names_in(&plan->names, buffer_string(&words), words.len)) {
		done->named = mem_grow(done->named, done->named_count,
				       &done->named_room, sizeof(*done->named));
		done->named[done->named_count++] = number;
	}
	buffer_release(&words);
}

static void
take(struct eraseplan_done *done, const char *at, size_t len)
{
	buffer_add(&done->taken, at, len);
	if (len > 0 && at[len - 1] != '\n')
		buffer_add_char(&done->taken, '\n');
}

/* A good line of a case: as it is, or with its words taken out. len is with
 * the newline. */
static void
write_line(const struct eraseplan *plan, const struct eraseplan_case *one,
	   struct record *record, const char *at, size_t len,
	   struct buffer *out, struct arena *arena, struct eraseplan_done *done)
{
	if (record->at > one->until ||
	    !erase_record(record, plan->policy, one->name, arena)) {
		buffer_add(out, at, len);
		return;
	}
	record_encode(out, record);
	take(done, at, len);
	done->lines++;
}

/* A comment, or a bad line that may be of a case. len is with the newline. */
static void
judge_bad_line(struct eraseplan *plan, const char *at, size_t len,
	       size_t number, struct buffer *out, struct eraseplan_done *done)
{
	enum belongs answer = belongs(plan, at, len - (at[len - 1] == '\n'));

	if (answer == BELONGS) {
		take(done, at, len);
		done->gone++;
		return;
	}
	buffer_add(out, at, len);
	if (answer == BELONGS_NOT)
		return;
	done->unsure_lines =
		mem_grow(done->unsure_lines, done->unsure, &done->unsure_room,
			 sizeof(*done->unsure_lines));
	done->unsure_lines[done->unsure++] = number;
}

/* The bytes of the next line, its newline among them. */
static size_t
line_len(const char *at, size_t len)
{
	const char *newline = memchr(at, '\n', len);

	return newline ? (size_t)(newline - at) + 1 : len;
}

void
eraseplan_journal(struct eraseplan *plan, const char *at, size_t len,
		  struct buffer *out, struct eraseplan_done *done)
{
	for (size_t number = 1; len > 0; number++) {
		size_t step = line_len(at, len);
		size_t bare = step - (at[step - 1] == '\n');
		struct eraseplan_case *one = NULL;
		struct arena arena = {0};
		struct record record;
		char id[CASEID_SIZE];
		bool named = *at != '#' && id_of(at, bare, id);

		if (named)
			one = eraseplan_find(plan, id);
		if (named && !one) {
			look_for_names(plan, at, bare, number, done);
			buffer_add(out, at, step);
		} else if (one && decode(&record, at, bare, &arena)) {
			write_line(plan, one, &record, at, step, out, &arena,
				   done);
		} else {
			judge_bad_line(plan, at, step, number, out, done);
		}
		arena_release(&arena);
		at += step;
		len -= step;
	}
}

void
eraseplan_pieces(struct eraseplan *plan, const char *at, size_t len,
		 struct buffer *out, struct eraseplan_done *done)
{
	const char *comment = NULL;

	while (len > 0) {
		size_t step = line_len(at, len);
		size_t bare = step - (at[step - 1] == '\n');
		enum belongs answer = belongs(plan, at, bare);

		if (answer == BELONGS && comment) {
			buffer_cut(out, out->len - (size_t)(at - comment));
			take(done, comment, (size_t)(at - comment));
		}
		if (answer == BELONGS) {
			take(done, at, step);
			done->gone++;
		} else {
			buffer_add(out, at, step);
			done->unsure += answer == BELONGS_UNSURE;
		}
		comment = *at == '#' && answer != BELONGS ? at : NULL;
		at += step;
		len -= step;
	}
}

void
eraseplan_done_release(struct eraseplan_done *done)
{
	buffer_release(&done->taken);
	free(done->named);
	free(done->unsure_lines);
	*done = (struct eraseplan_done){0};
}

void
eraseplan_release(struct eraseplan *plan)
{
	for (size_t i = 0; i < plan->file_count; i++) {
		free(plan->files[i].name);
		free(plan->files[i].mark);
	}
	free(plan->files);
	free(plan->cases);
	free(plan->shorts);
	erase_names_release(&plan->names);
	*plan = (struct eraseplan){0};
}
