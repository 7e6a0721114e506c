#include "people.h"

#include <stdlib.h>
#include <string.h>

#include "joined.h"
#include "mem.h"
#include "person.h"
#include "relatives.h"
#include "together.h"

/* So many cases are worth the making of threads to hash their details. */
#define HASHED_LEAST 10000

const char *
people_detail(const void *context, const char *key)
{
	const struct casefile *file = context;

	return file->erased ? NULL : casefile_detail(file, key);
}

static bool
same_by(const char *keys, const struct casefile *a, const struct casefile *b)
{
	struct buffer left = {0}, right = {0};
	bool same = person_details(&left, keys, people_detail, a) &&
		    person_details(&right, keys, people_detail, b) &&
		    strcmp(buffer_string(&left), buffer_string(&right)) == 0;

	buffer_release(&left);
	buffer_release(&right);
	return same;
}

bool
people_same(const struct policy *policy, const struct casefile *a,
	    const struct casefile *b)
{
	for (size_t i = 0; i < policy->intake.same_person_by.count; i++) {
		if (same_by(policy->intake.same_person_by.at[i], a, b))
			return true;
	}
	return false;
}

/* What threads hash: of the cases each as many as the others. */
struct hashing {
	struct people *people;
	const struct policy *policy;
	const struct casefile *cases;
	size_t count, threads;
};

static void
hash_share(void *context, size_t index)
{
	const struct hashing *hashing = context;
	size_t rules = hashing->policy->intake.same_person_by.count;
	struct together_share share =
		together_share(hashing->count, hashing->threads, index);
	struct relatives relatives;

	relatives_init(&relatives, hashing->policy);
	for (size_t i = share.from; i < share.end; i++)
		relatives_hashes(&relatives, people_detail, &hashing->cases[i],
				 hashing->people->hashes + i * rules);
	relatives_release(&relatives);
}

/* Hashes by which to pass over those who are other people. */
static void
hash_people(struct people *people, const struct policy *policy,
	    const struct casefile *cases, size_t count)
{
	size_t rules = policy->intake.same_person_by.count;
	struct hashing hashing = {
		.people = people,
		.policy = policy,
		.cases = cases,
		.count = count,
		.threads = count < HASHED_LEAST ? 1 : together_most(),
	};

	if (people->hashes)
		return;
	people->hashes = mem_get((count * rules + 1) * sizeof(*people->hashes));
	together(hashing.threads, hash_share, &hashing);
}

static bool
may_be_same(const uint32_t *a, const uint32_t *b, size_t rules)
{
	bool may = false;

	for (size_t i = 0; i < rules; i++)
		may = may || (a[i] && a[i] == b[i]);
	return may;
}

struct casefile **
people_others(struct people *people, const struct policy *policy,
	      struct casefile *cases, size_t case_count,
	      const struct casefile *file, size_t *count)
{
	size_t rules = policy->intake.same_person_by.count, room = 0;
	struct casefile **others = NULL;
	struct relatives relatives;
	uint32_t *mine = mem_get((rules + 1) * sizeof(*mine));

	*count = 0;
	hash_people(people, policy, cases, case_count);
	relatives_init(&relatives, policy);
	relatives_hashes(&relatives, people_detail, file, mine);
	relatives_release(&relatives);
	for (size_t i = 0; i < case_count; i++) {
		struct casefile *other = &cases[i];

		if (other == file || other->merged_into ||
		    !may_be_same(mine, people->hashes + i * rules, rules) ||
		    !people_same(policy, file, other))
			continue;
		others = mem_grow(others, *count, &room, sizeof(*others));
		others[(*count)++] = other;
	}
	free(mine);
	return others;
}

/* Whether the details of a rule are the same to the byte, as they mostly are.
 */
static bool
same_as_written(const char *rule, const struct casefile *a,
		const struct casefile *b)
{
	char key[PERSON_KEY_SIZE];
	bool same = true;

	while (same && person_next_key(&rule, key)) {
		const char *left = people_detail(a, key),
			   *right = people_detail(b, key);

		same = left && right && strcmp(left, right) == 0;
	}
	return same;
}

/* Join all cases whose details of one rule are the same. */
static void
join_persons(struct people *people, const struct policy_list *rules,
	     size_t rule, const struct casefile *cases, size_t count)
{
	const uint32_t *hashes = people->hashes + rule;
	const char *keys = rules->at[rule];
	size_t slot_count = 1024, *slots;

	while (slot_count < count * 2)
		slot_count *= 2;
	slots = mem_zero(slot_count, sizeof(*slots));
	for (size_t i = 0; i < count; i++) {
		uint32_t hash = hashes[i * rules->count];
		size_t at = hash & (slot_count - 1), other;

		if (hash == 0)
			continue;
		for (; slots[at]; at = (at + 1) & (slot_count - 1)) {
			other = slots[at] - 1;
			if (hashes[other * rules->count] == hash &&
			    (same_as_written(keys, &cases[other], &cases[i]) ||
			     same_by(keys, &cases[other], &cases[i])))
				break;
		}
		if (slots[at])
			joined_join(people->persons, slots[at] - 1, i);
		else
			slots[at] = i + 1;
	}
	free(slots);
}

void
people_find(struct people *people, const struct policy *policy,
	    const struct casefile *cases, size_t count)
{
	if (people->persons)
		return;
	people->persons = mem_zero(count, sizeof(*people->persons));
	for (size_t i = 0; i < count; i++)
		people->persons[i] = i;
	hash_people(people, policy, cases, count);
	for (size_t i = 0; i < policy->intake.same_person_by.count; i++)
		join_persons(people, &policy->intake.same_person_by, i, cases,
			     count);
}

size_t
people_person(const struct people *people, size_t index)
{
	return joined_of(people->persons, index);
}

void
people_forget(struct people *people)
{
	free(people->hashes);
	free(people->persons);
	*people = (struct people){0};
}
