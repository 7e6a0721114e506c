/*
 * Any bytes as a case id: what is valid is its own canonical form, and every
 * other character, and every two swapped, are noticed; ids that are made are
 * valid, in whatever way they are typed.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "caseid.h"
#include "mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_valid(const char *id)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char canonical[CASEID_SIZE], other[CASEID_SIZE];

	if (!caseid_normalise(id, canonical, sizeof(canonical)) ||
	    strcmp(canonical, id) != 0 ||
	    caseid_check(id) != id[CASEID_LEN - 1])
		abort();
	for (size_t i = 0; i < CASEID_LEN; i++) {
		if (i == 6)
			continue;
		for (const char *c = all; *c; c++) {
			memcpy(other, id, CASEID_SIZE);
			other[i] = *c;
			if (*c != id[i] && caseid_is_valid(other, CASEID_LEN))
				abort();
		}
		for (size_t k = i + 1; k < CASEID_LEN; k++) {
			memcpy(other, id, CASEID_SIZE);
			other[i] = id[k];
			other[k] = id[i];
			if (k != 6 && id[i] != id[k] &&
			    caseid_is_valid(other, CASEID_LEN))
				abort();
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text, small[CASEID_SIZE], made[CASEID_SIZE], again[CASEID_SIZE];
	uint32_t bits = 0;

	if (size > 4096)
		return 0;
	text = mem_get(size + 1);
	memcpy(text, data, size);
	text[size] = '\0';
	if (caseid_is_valid(text, size))
		check_valid(text);
	if (caseid_normalise(text, small, sizeof(small)) &&
	    (strlen(small) >= sizeof(small) ||
	     !caseid_normalise(small, again, sizeof(again)) ||
	     strcmp(small, again) != 0))
		abort();
	memcpy(&bits, text, size < sizeof(bits) ? size : sizeof(bits));
	caseid_make(made, 2026, 1 + bits % 12, 1 + bits % 28,
		    caseid_hash(text, "") & 0x3FFFFFFF);
	if (!caseid_is_valid(made, CASEID_LEN))
		abort();
	check_valid(made);
	for (size_t i = 0; i < CASEID_LEN; i++)
		small[i] = (char)(made[i] == '0' ? 'o'
				  : made[i] == '1'
					  ? 'l'
					  : tolower((unsigned char)made[i]));
	small[CASEID_LEN] = '\0';
	if (!caseid_normalise(small, again, sizeof(again)) ||
	    strcmp(again, made) != 0)
		abort();
	free(text);
	return 0;
}
