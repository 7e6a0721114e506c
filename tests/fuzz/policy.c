/*
 * Any bytes as a plan: it is sound, or its faults are named, each at a line
 * of the file; and all its look-ups answer.
 */
#include <stdint.h>
#include <stdlib.h>

#include "policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct policy *policy = NULL;
	struct faults faults = {0};

	if (policy_parse((const char *)data, size, "policies.yaml", &policy,
			 &faults)) {
		if (!policy || faults.count)
			abort();
		policy_category_called(policy, "late");
		policy_may(policy, "kim", MAY_CLOSE);
		policy_staff_name(policy, "kim");
	} else if (policy || !faults.count) {
		abort();
	}
	for (size_t i = 0; i < faults.count; i++)
		if (!faults.at[i].line || !*faults.at[i].text)
			abort();
	faults_release(&faults);
	policy_free(policy);
	return 0;
}
