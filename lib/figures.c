#include "figures.h"

#include <string.h>

const struct stats_figure *
stats_find(const struct stats_report *report, const char *group)
{
	for (size_t i = 0; i < report->count; i++) {
		if (strcmp(report->figures[i].group, group) == 0)
			return &report->figures[i];
	}
	return NULL;
}
