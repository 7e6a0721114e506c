#ifndef INORDER_H
#define INORDER_H

#include "scans.h"

/*
 * Cases whose lines stand in another order than that of their times, as where
 * the journals of several tills were put together line by line: outlined anew,
 * in that order, in parts of their own. For sift alone.
 */

/*
 * Outline such cases (OUTLINE_UNORDERED) anew, after all parts were read: their
 * lines are read again, so many at a time that memory does not grow with them.
 * What is still not told of one then is odd for another reason. Where a file
 * cannot be read again, scans->failed says so, and they stay as they are. So
 * they do where cases are told in brief (brief.h): that takes lines of their
 * own, and what is not told is folded.
 */
void inorder_outline(struct scans *scans);

#endif
