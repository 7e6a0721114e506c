# sentences.awk MODULE.c... -- TEST...: every sentence that a module says has to
# stand in a test, word by word, with a capital or not. A sentence is a string of
# three words or more; what printf puts into it is whatever the test has there.
# Prints those that no test holds, "MODULE.c:LINE: SENTENCE"; and how many there
# are.
#
# Of a module with a "+" before it all strings count but lists of names, which
# nobody reads as they stand; else those of what is refused alone, behind
# FAIL_REFUSED.

function squeeze(text) {
	gsub(/[ \t\n]+/, " ", text)
	return text
}

# Line ends, quotation marks and folds as a person reads them.
function plain(text) {
	gsub(/\\[nr]/, " ", text)
	gsub(/\\"/, "\"", text)
	gsub(/\\\\/, "\\", text)
	return squeeze(text)
}

function words_in(text,    count) {
	while (match(text, /[A-Za-z][a-z]+/)) {
		count++
		text = substr(text, RSTART + RLENGTH)
	}
	return count
}

# Where a part stands last in a text; 0.
function last_index(text, part,    at, sum) {
	while ((at = index(text, part)) > 0) {
		sum += at
		text = substr(text, at + 1)
	}
	return sum + 0
}

# Whether the parts stand around place `at` of the tests, where the part
# `longest` is, one after the other and no further apart than a long name.
function is_around(parts, count, longest, at,    i, where, near, from) {
	where = at + length(parts[longest])
	for (i = longest + 1; i <= count; i++) {
		if (parts[i] == "")
			continue
		near = substr(tests, where, 120 + length(parts[i]))
		if ((from = index(near, parts[i])) == 0)
			return 0
		where += from - 1 + length(parts[i])
	}
	where = at
	for (i = longest - 1; i >= 1; i--) {
		if (parts[i] == "")
			continue
		from = where - 120 - length(parts[i])
		if (from < 1)
			from = 1
		near = last_index(substr(tests, from, where - from), parts[i])
		if (near == 0)
			return 0
		where = from + near - 1
	}
	return 1
}

# Whether a test holds it: its parts between what printf fills in. It is looked
# for by the longest, which is the rarest.
function is_held(sentence,    parts, count, longest, i, at, from) {
	gsub(/%%/, "\001", sentence)
	gsub(/%[-+0 #]*[0-9*]*(\.[0-9*]+)?(hh|h|ll|l|z|j)?[a-zA-Z]/, "\002",
	     sentence)
	gsub(/\001/, "%", sentence)
	sub(/[ \002]+$/, "", sentence)
	sub(/^[ \002]+/, "", sentence)
	count = split(sentence, parts, "\002")
	longest = 1
	for (i = 2; i <= count; i++)
		if (length(parts[i]) > length(parts[longest]))
			longest = i
	for (from = 1; (at = index(substr(tests, from), parts[longest])) > 0;
	     from += at)
		if (is_around(parts, count, longest, from + at - 1))
			return 1
	return 0
}

# Whether it is a list of events, "answer tell=done", which nobody reads.
function is_list(text,    words, count, i) {
	count = split(text, words, " ")
	for (i = 1; i <= count; i++) {
		sub(/=.*/, "", words[i])
		if (!(words[i] in events))
			return 0
	}
	return 1
}

function read_events(file,    line) {
	while ((getline line < file) > 0) {
		if (match(line, /\.name = "[a-z-]+"/))
			events[substr(line, RSTART + 9, RLENGTH - 10)]
	}
	close(file)
}

function take(text, line) {
	text = plain(text)
	if (words_in(text) < 3 || text !~ /. ./ || is_list(text))
		return
	sentences++
	if (!is_held(text) &&
	    !is_held(toupper(substr(text, 1, 1)) substr(text, 2))) {
		print module ":" line ": " text
		missing++
	}
}

# Whether the code before a string makes it no sentence: names that are looked
# up one by one, what somebody else's library says, what is compared or hashed,
# and what a compiler is told.
function is_no_sentence(before) {
	sub(/[ \t\n]+$/, "", before)
	return before ~ /(event_list_has|caseid_hash)\($/ ||
	       before ~ /\.(also|words|shared|problem) =$/ ||
	       before ~ /[ _](bare|dropped|keys|limits|worked_out)\[\] =$/ ||
	       before ~ /strcmp\([a-z]+,$/ ||
	       before ~ /_Static_assert\([^;]*,$/
}

# The strings of a module: those that stand side by side are one.
function read_module(text,    c, at, len, end, line, string, begun, refused, skipped) {
	len = length(text)
	line = 1
	for (at = 1; at <= len; at++) {
		c = substr(text, at, 1)
		if (c == "\n") {
			line++
		} else if (c == "/" && substr(text, at + 1, 1) == "*") {
			end = index(substr(text, at), "*/")
			c = substr(text, at, end)
			line += gsub(/\n/, "", c)
			at += end
		} else if (c == "'") {
			for (at++; substr(text, at, 1) != "'"; at++)
				at += substr(text, at, 1) == "\\"
		} else if (c == "\"") {
			for (end = at + 1; substr(text, end, 1) != "\""; end++)
				end += substr(text, end, 1) == "\\"
			if (!begun) {
				begun = line
				skipped = is_no_sentence(substr(text,
					at > 120 ? at - 120 : 1,
					at > 120 ? 120 : at - 1))
			}
			string = string substr(text, at + 1, end - at - 1)
			at = end
		} else if (c !~ /[ \t]/) {
			if (begun && (whole || refused)) {
				if (!skipped)
					take(string, begun)
				refused = 0
			}
			if (substr(text, at, 12) == "FAIL_REFUSED")
				refused = 1
			begun = 0
			string = ""
		}
	}
}

function slurp(file,    text, line) {
	while ((getline line < file) > 0) {
		if (file !~ /\.c$/)
			sub(/^ *> ?/, "", line)
		text = text line "\n"
	}
	close(file)
	return text
}

BEGIN {
	read_events("lib/event.c")
	for (i = 1; ARGV[i] != "--"; i++)
		;
	for (i++; i < ARGC; i++) {
		text = slurp(ARGV[i])
		if (ARGV[i] ~ /\.c$/)
			gsub(/"[ \t\n]*"/, "", text)
		else
			gsub(/'\\''/, "'", text)
		tests = tests " " plain(text)
	}
	for (i = 1; ARGV[i] != "--"; i++) {
		module = ARGV[i]
		whole = sub(/^\+/, "", module)
		read_module(slurp(module))
	}
	printf "%d sentences, %d without a test\n", sentences, missing
	exit missing > 0
}
