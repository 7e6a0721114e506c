# sentences.awk MODULE.c... -- TEST...: every sentence that a module says has to
# stand in a test, word by word. A sentence is a string of three words or more;
# what printf puts into it is whatever the test has there. Prints those that no
# test holds, "MODULE.c:LINE: SENTENCE"; and how many there are.
#
# Of a module with a "+" before it all strings count; else those of what is
# refused alone, behind FAIL_REFUSED.

function squeeze(text) {
	gsub(/[ \t\n]+/, " ", text)
	return text
}

# Line ends, quotation marks and folds as a person reads them.
function plain(text) {
	gsub(/\\n/, " ", text)
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

# Whether a test holds it: its parts between what printf fills in, one after the
# other, no further apart than a long name.
function is_held(sentence,    parts, count, at, from, i, where, near) {
	gsub(/%%/, "\001", sentence)
	gsub(/%[-+0 #]*[0-9*]*(\.[0-9*]+)?(hh|h|ll|l|z|j)?[a-zA-Z]/, "\002",
	     sentence)
	gsub(/\001/, "%", sentence)
	count = split(sentence, parts, "\002")
	while (count > 0 && parts[count] ~ /^ *$/)
		count--
	sub(/ +$/, "", parts[count])
	for (i = 1; i < count && parts[i] ~ /^ *$/; i++)
		;
	sub(/^ +/, "", parts[i])
	first = i
	from = 1
	while ((at = index(substr(tests, from), parts[first])) > 0) {
		at += from - 1
		where = at + length(parts[first])
		for (i = first + 1; i <= count; i++) {
			near = substr(tests, where, 120 + length(parts[i]))
			at = index(near, parts[i])
			if (at == 0)
				break
			where += at - 1 + length(parts[i])
		}
		if (i > count)
			return 1
		from = from + index(substr(tests, from), parts[first])
	}
	return 0
}

function take(text, line) {
	text = plain(text)
	if (words_in(text) < 3)
		return
	sentences++
	if (!is_held(text)) {
		print module ":" line ": " text
		missing++
	}
}

# The strings of a module: those that stand side by side are one.
function read_module(text,    c, at, len, end, line, string, begun, refused) {
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
			if (!begun)
				begun = line
			string = string substr(text, at + 1, end - at - 1)
			at = end
		} else if (c !~ /[ \t]/) {
			if (begun && (whole || refused)) {
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
