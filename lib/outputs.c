#include "outputs.h"

/* Records for which a thread is worth its making. */
#define RECORDS_LEAST 500

void
outputs_begin(struct outputs *outputs, struct output *out, size_t records)
{
	struct output *apart =
		records < RECORDS_LEAST ? NULL : output_apart(out);

	*outputs = (struct outputs){
		.at = {apart ? apart : out}, .count = 1, .to = out};
	if (!apart)
		return;
	for (size_t most = together_most(); outputs->count < most;)
		outputs->at[outputs->count++] = output_apart(out);
}

void
outputs_hand_over(const struct outputs *outputs, size_t thread)
{
	if (outputs->at[thread] != outputs->to)
		output_join(outputs->to, outputs->at[thread]);
}

void
outputs_end(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		if (outputs->at[i] != outputs->to)
			output_free(outputs->at[i]);
	}
}
