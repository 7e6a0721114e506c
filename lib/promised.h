#ifndef PROMISED_H
#define PROMISED_H

#include "dutycase.h"

/* What is owed because it was promised: duties promise and apologise. */

/* Every open promise; of a closed case and without a policy too. */
void promised_open(struct dutycase *looking);

/* An apology for each promise that was not kept by its time, until the next
 * one that is said. */
void promised_apologies(struct dutycase *looking);

#endif
