#include "scans.h"

#include "mem.h"
#include "together.h"

bool
scans_reach(const struct scans *scans, struct scan_case *at)
{
	while (at->part < scans->count) {
		const struct outlines *outlines =
			&scans->at[at->part]->outlines;

		for (; at->index < outlines->count; at->index++) {
			if (at->index + SCANS_AHEAD < outlines->count)
				mem_fetch(outlines_at(outlines,
						      at->index + SCANS_AHEAD));
			if (!(outlines_at(outlines, at->index)->marks &
			      OUTLINE_ELSEWHERE))
				return true;
		}
		at->part++;
		at->index = 0;
	}
	return false;
}

bool
scans_find_among(const struct scans *scans, size_t parts, struct glance_id id,
		 struct scan_case *found)
{
	for (size_t i = 0; i < parts; i++) {
		const struct outlines *outlines = &scans->at[i]->outlines;
		size_t index = outlines_find(outlines, id);

		if (index == OUTLINES_NEW ||
		    outlines_at(outlines, index)->marks & OUTLINE_ELSEWHERE)
			continue;
		*found = (struct scan_case){i, index};
		return true;
	}
	return false;
}

bool
scans_find(const struct scans *scans, const char *id, struct scan_case *found)
{
	return scans_find_id(scans, glance_id(id), found);
}

bool
scans_find_id(const struct scans *scans, struct glance_id id,
	      struct scan_case *found)
{
	return scans_find_among(scans, scans->count, id, found);
}

void
scans_share(const struct scans *scans,
	    void (*work)(void *context, size_t part, size_t thread),
	    void *context)
{
	together_by_turns(scans->count, scans->count > 1 ? together_most() : 1,
			  work, context);
}

void
scans_share_little(const struct scans *scans,
		   void (*work)(void *context, size_t part, size_t thread),
		   void *context)
{
	size_t lines = 0;

	for (size_t i = 0; i < scans->count; i++)
		lines += scans->at[i]->lines;
	if (lines >= scans->shared_from) {
		scans_share(scans, work, context);
		return;
	}
	for (size_t i = 0; i < scans->count; i++)
		work(context, i, 0);
}

bool
scans_read_lines(const struct scans *scans, size_t part,
		 const struct places_line *which, size_t count,
		 struct lines *lines, places_take *take, void *context,
		 struct fail *why)
{
	struct fail failed;

	return places_read_lines(&scans->at[part]->places, which, count, lines,
				 take, context, &failed) ||
	       fail_set(why, failed.kind, "%s: %s", scans->path, failed.text);
}
