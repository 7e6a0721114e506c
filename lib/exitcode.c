#include "exitcode.h"

enum exitcode
exitcode_worse(enum exitcode a, enum exitcode b)
{
	return a > b ? a : b;
}
