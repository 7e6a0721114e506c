# amends: build, test, install. GNU make; "make help" lists the targets.
#
# All output goes to build/VARIANT/, so that another compiler, SAN= or COV=1
# never needs a "make clean" and never mixes objects.

VERSION  := 0.1.0
PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
DATADIR  ?= $(PREFIX)/share
MANDIR   ?= $(DATADIR)/man
POLICY   := $(DATADIR)/amends/policies.yaml
# Where each shell looks: bash and fish by the command's name, zsh for a file.
BASHDIR  ?= $(DATADIR)/bash-completion/completions
ZSHDIR   ?= $(DATADIR)/zsh/site-functions
FISHDIR  ?= $(DATADIR)/fish/vendor_completions.d
SAN      ?=
COV      ?=
SHARED   ?=
WERROR   ?=
FUZZ_SECONDS ?= 20
VALGRIND := valgrind -q --leak-check=full --error-exitcode=99
VALGRIND_LIMIT := 3600 # seconds a test: each run of a tool takes one
ROOT     := $(CURDIR)/build/root

comma    := ,
space    := $(subst ,, )
VARIANT  ?= $(subst $(space),-,$(strip $(notdir $(CC)) $(subst $(comma), ,$(SAN)) $(COV:1=cov)))
O        := build/$(VARIANT)

CFLAGS   ?= -O2 -g
HARDEN   := -fstack-protector-strong $(if $(findstring -O,$(CFLAGS)),-D_FORTIFY_SOURCE=2)
MODE     := $(if $(COV),-O0 -g --coverage -fprofile-update=atomic) \
            $(if $(SAN),-O1 -g -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings $(WERROR:1=-Werror)
PACKAGES := yaml-0.1 libutf8proc
OURS     := -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -DVERSION='"$(VERSION)"' \
            $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
# Linked in where there is an archive of it: each shared library costs a start
# the time of 20 pages of memory. SHARED=1 leaves them out, as a package would.
linked    = $(or $(if $(SHARED),,$(filter /%,$(shell $(CC) -print-file-name=lib$1.a))), \
            $(shell pkg-config --libs $2 2>/dev/null),-l$1)
LIBS     := $(call linked,yaml,yaml-0.1) $(call linked,utf8proc,libutf8proc) $(call linked,csv,csv) -pthread
COMPILE   = $(CC) $(OURS) $(WARN) $(CPPFLAGS) $(CFLAGS) $(or $(strip $(MODE)),$(HARDEN)) -MMD -MP
LINK      = $(CC) $(CFLAGS) $(MODE) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS)

LIB      := $(patsubst %.c,$O/%.o,$(wildcard lib/*.c)) $O/starter.o
TOOLS    := $(patsubst cmd/%.c,$O/bin/%,$(wildcard cmd/*.c))
UNIT     := $(patsubst %.c,$O/%,$(wildcard tests/unit/*.c))
E2E      := $(wildcard tests/e2e/*.t)
BENCH    := $(patsubst %,$O/bench/%,journal rows shuffle pairs read)
FAULTS   := $(wildcard tests/fault/*.t)
HELPERS  := $(patsubst %,$O/helpers/%,append shim.so play)
PAGES    := $(wildcard man/*.[157])
EXAMPLES := $(PAGES) $(wildcard README.md tests/stories/*.md)
C        := $(wildcard lib/*.c cmd/*.c include/*.h tests/*/*.[ch])

# Two tests a processor: some of what a test takes it waits, for a terminal or a
# clock.
AT_ONCE  := $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN || echo 1))))

# prove's wrapper takes unit programs, .t files and pages with examples alike.
PROVE     = TOP='$(CURDIR)' TOOLS='$(or $(FROM),$(CURDIR)/$O/bin)' RAN='$(CURDIR)/$O/ran' \
            HELPERS='$(CURDIR)/$O/helpers' CC='$(CC)' SAN='$(SAN)' prove -j$(AT_ONCE) -fo --exec 'sh tests/prove-one'

# The table of practices is of a whole run: not of one with E2E=... for a part.
PRACTICES = $(if $(filter-out $(E2E),$(wildcard tests/e2e/*.t)),,@sh tests/practices.sh $O/ran)

# One word a step, or with V=1 the whole command.
show      = $(if $(V),,@echo '  $1'; )

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: check-long check-long-hours check-long-faults torture all check check-unit check-e2e check-sanitize check-threads check-valgrind check-install \
	check-bench coverage bench demo lint lint-format lint-house lint-clang lint-tidy \
	lint-shell lint-man \
	format install uninstall clean help FORCE

all: $(TOOLS) ## the tools, in build/VARIANT/bin

# A stamp changes only when its words do: the flags, or the archive's members.
define stamp
	@mkdir -p $(@D)
	@printf '%s\n' $(1) | cmp -s - $@ || printf '%s\n' $(1) >$@
endef
$O/flags: FORCE
	$(call stamp,'$(subst ','"'"',$(COMPILE) $(LINK))')
$O/plan: FORCE
	$(call stamp,$(POLICY))
$O/members: FORCE
	$(call stamp,$(LIB))

$O/lib/policy.o: $O/plan
$O/lib/policy.o: private OURS += -DINSTALLED_POLICY='"$(POLICY)"'

$O/%.o: %.c $O/flags
	@mkdir -p $(@D)
	$(call show,cc $<)$(COMPILE) -c -o $@ $<
# The plan that case-check --starter prints, as an array.
$O/starter.c: policies.yaml
	@mkdir -p $(@D)
	@{ echo '#include "starter.h"'; echo 'const unsigned char starter_plan[] = {'; \
		od -An -v -tu1 $< | sed 's/[0-9]\{1,\}/&,/g'; \
		echo '};'; echo 'const size_t starter_plan_len = sizeof(starter_plan);'; } >$@
$O/starter.o: $O/starter.c $O/flags
	$(call show,cc $@)$(COMPILE) -c -o $@ $<
$O/libamends.a: $(LIB) $O/members
	@rm -f $@
	$(call show,ar $@)$(AR) rcs $@ $(LIB)
$O/bin/%: $O/cmd/%.o $O/libamends.a
	@mkdir -p $(@D)
	$(call show,ld $@)$(LINK)
$O/tests/unit/%: private LIBS += -lcmocka
$O/tests/unit/%: $O/tests/unit/%.o $O/libamends.a
	$(call show,ld $@)$(LINK)
$O/bench/%: $O/tests/bench/%.o $O/tests/bench/words.o $O/libamends.a
	@mkdir -p $(@D)
	$(call show,ld $@)$(LINK)
$O/helpers/%: tests/helper.sh $(wildcard tests/fault/*.c tests/terminal/*.c lib/*.c include/*.h)
	@mkdir -p $(@D)
	$(call show,cc $@)CC='$(CC)' sh tests/helper.sh $* $@
$O/fuzz/%: $O/tests/fuzz/%.o $O/libamends.a
	@mkdir -p $(@D)
	$(call show,ld $@)$(LINK) -fsanitize=fuzzer

-include $(patsubst %.c,$O/%.d,$(wildcard lib/*.c cmd/*.c tests/unit/*.c tests/fuzz/*.c tests/bench/*.c))

# The longest first, so that none is left over for one core alone.
check: $(TOOLS) $(UNIT) $(HELPERS) ## every test: unit, e2e, fault, examples
	@rm -f $O/ran
	$(PROVE) $(FAULTS) $(E2E) $(UNIT) $(EXAMPLES)
	$(PRACTICES)
check-unit: $(UNIT) ## the unit tests alone
	$(PROVE) $(UNIT)
check-e2e: $(TOOLS) $(HELPERS) ## all others alone; FROM=DIR takes the tools there
	@rm -f $O/ran
	$(PROVE) $(FAULTS) $(E2E) $(EXAMPLES)
	$(PRACTICES)
check-sanitize: ## every test under ASan and UBSan
	$(MAKE) SAN=address,undefined check
# The unit tests of what threads share, and the bench's answers on a journal that
# is read in several parts.
THREADS := bytime casebook csvahead few import journal sift together
check-threads: ## what threads do at the same time, under TSan
	AMENDS_TEST_JOURNALS=5 $(MAKE) SAN=thread check-unit UNIT='$(THREADS:%=$O-thread/tests/unit/%)'
	$(MAKE) SAN=thread check-bench CASES=10000
check-valgrind: $(TOOLS) $(UNIT) ## the unit and e2e tests under valgrind
	@rm -rf $O/valgrind && mkdir -p $O/valgrind
	@for tool in $(notdir $(TOOLS)); do \
		printf '#!/bin/sh\nexec $(VALGRIND) %s "$$@"\n' "$(CURDIR)/$O/bin/$$tool" \
			>"$O/valgrind/$$tool" && chmod +x "$O/valgrind/$$tool" || exit; \
	done
	AMENDS_TEST_LIMIT=$(VALGRIND_LIMIT) WRAP='$(VALGRIND)' $(PROVE) $(UNIT)
	AMENDS_TEST_LIMIT=$(VALGRIND_LIMIT) $(MAKE) check-e2e \
		FROM='$(CURDIR)/$O/valgrind' FAULTS= EXAMPLES=
check-install: ## install into build/, run the e2e tests from there, uninstall
	rm -rf '$(ROOT)'
	$(MAKE) PREFIX='$(ROOT)' install
	PLAN=installed $(MAKE) PREFIX='$(ROOT)' check-e2e FROM='$(ROOT)/bin' FAULTS=
	$(MAKE) PREFIX='$(ROOT)' uninstall
	$(MAKE) PREFIX=/usr DESTDIR='$(ROOT)' install
	$(MAKE) PREFIX=/usr DESTDIR='$(ROOT)' uninstall
	@find '$(ROOT)' -type f | sed 's/^/left behind by uninstall: /' | (! grep .)
CALENDARS ?= 3000
# What each test takes more of, where it is given the time.
LONG := AMENDS_TEST_STEP=1 AMENDS_TEST_WRITERS=16 AMENDS_TEST_RECORDS=500 AMENDS_TEST_KILLS=2000 \
	AMENDS_TEST_KEYS=1000 AMENDS_TEST_STRINGS=5000 AMENDS_TEST_FLIPS=8 AMENDS_TEST_JOURNALS=500 \
	AMENDS_TEST_LIMIT=7200
check-long: check-long-hours check-long-faults ## both of the next two
check-long-hours: $(TOOLS) $(HELPERS) $O/tests/unit/hours ## every day of a year, and CALENDARS (3000) random ones
	$(LONG) $(PROVE) tests/e2e/calendar.t
	AMENDS_TEST_CALENDARS=$(CALENDARS) AMENDS_TEST_SEED=$${SEED:-$$(date +%s)} $<
check-long-faults: $(TOOLS) $(HELPERS) $O/tests/unit/flips $O/tests/unit/sift ## thousands of kills, faults, records, journals, keys and hostile strings
	$(LONG) $(PROVE) $O/tests/unit/flips $O/tests/unit/sift $(FAULTS) tests/e2e/keys.t tests/e2e/screens.t
torture: $(TOOLS) ## ours beside recutils and taskwarrior: what is kept of what was said to be
	@TOP='$(CURDIR)' TOOLS='$(CURDIR)/$O/bin' sh tests/torture.sh
coverage: ## lines of lib/ that the tests run; fails under 90 in a hundred
	find build -path '*cov/*' -name '*.gcda' -delete
	GCOV_ERROR_FILE=/dev/null $(MAKE) COV=1 check
	gcovr --root . --filter lib/ --print-summary --fail-under-line 90 \
		--gcov-ignore-parse-errors $O-cov
fuzz-%: ## fuzz-NAME: tests/fuzz/NAME.c for FUZZ_SECONDS (20), on its corpus
	$(MAKE) CC=clang SAN=fuzzer-no-link,address,undefined VARIANT=fuzz build/fuzz/fuzz/$*
	@mkdir -p build/fuzz/found/$* tests/fuzz/corpus/$*
	build/fuzz/fuzz/$* -max_total_time=$(FUZZ_SECONDS) -max_len=65536 \
		-artifact_prefix=build/fuzz/found/ build/fuzz/found/$* tests/fuzz/corpus/$*
bench: $(TOOLS) $(BENCH) ## how fast, on a journal of CASES (a million) made for it
	TOP='$(CURDIR)' TOOLS='$(CURDIR)/$O/bin' BENCH='$(CURDIR)/$O/bench' \
		sh tests/bench/speed.sh
	TOOLS='$(CURDIR)/$O/bin' sh tests/bench/due-when.sh
check-bench: $(TOOLS) $(BENCH) ## the bench's answers, on a journal of CASES (2000)
	TOP='$(CURDIR)' TOOLS='$(CURDIR)/$O/bin' BENCH='$(CURDIR)/$O/bench' \
		CASES=$(or $(CASES),2000) RUNS=1 sh tests/bench/speed.sh
demo: $(TOOLS) ## a small shop's morning, printed
	@TOP='$(CURDIR)' TOOLS='$(CURDIR)/$O/bin' sh tests/demo.sh

lint: lint-format lint-house lint-clang lint-tidy lint-shell lint-man ## all that reads without running
lint-format:
	clang-format --dry-run -Werror $C
lint-house:
	sh tests/lint/house.sh
	sh tests/lint/headers.sh $(CC) $(OURS) $(WARN) -Werror
# The other compiler warns of what gcc lets pass.
lint-clang:
	printf '%s\n' $(filter lib/%.c cmd/%.c tests/unit/%.c,$C) | xargs -P2 -n8 \
		clang -fsyntax-only $(OURS) $(WARN) -Werror -DINSTALLED_POLICY='""'
lint-tidy:
	cppcheck -q --std=c11 --enable=warning,portability,performance --inline-suppr \
		--error-exitcode=1 -Iinclude -DVERSION='""' -DINSTALLED_POLICY='""' lib cmd
	printf '%s\n' $(filter lib/%.c cmd/%.c,$C) | xargs -P2 -I{} \
		clang-tidy --quiet {} -- $(OURS) -DINSTALLED_POLICY='""' 2>/dev/null
lint-shell:
	shellcheck $(wildcard .ci/* cmd/completion/candidates cmd/completion/*.bash tests/*.sh tests/prove-one tests/*/*.sh tests/*/*.t)
lint-man:
	$(if $(PAGES),mandoc -Tlint -Wwarning $(PAGES))
format: ## put the layout right
	clang-format -i $C

install: $(TOOLS) ## PREFIX (/usr/local), DESTDIR, BINDIR, DATADIR, MANDIR
	install -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(dir $(POLICY))'
	install -m 755 $(TOOLS) '$(DESTDIR)$(BINDIR)'
	install -m 644 policies.yaml '$(DESTDIR)$(POLICY)'
	for page in $(PAGES); do \
		install -D -m 644 "$$page" "$(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/}" || exit; \
	done
	install -d '$(DESTDIR)$(BASHDIR)' '$(DESTDIR)$(ZSHDIR)' '$(DESTDIR)$(FISHDIR)'
	install -m 644 cmd/completion/candidates '$(DESTDIR)$(DATADIR)/amends/candidates'
	sed 's|@DIR@|$(DATADIR)/amends|' cmd/completion/amends.zsh >'$(DESTDIR)$(ZSHDIR)/_amends'
	for tool in $(notdir $(TOOLS)); do \
		sed 's|@DIR@|$(DATADIR)/amends|' cmd/completion/amends.bash >"$(DESTDIR)$(BASHDIR)/$$tool" && \
		sed 's|@DIR@|$(DATADIR)/amends|' cmd/completion/amends.fish >"$(DESTDIR)$(FISHDIR)/$$tool.fish" || exit; \
	done
uninstall: ## take away what install put there
	rm -f $(TOOLS:$O/bin/%='$(DESTDIR)$(BINDIR)/%') '$(DESTDIR)$(POLICY)'
	rm -f $(foreach page,$(PAGES),'$(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(page)))/$(notdir $(page))')
	rm -f '$(DESTDIR)$(DATADIR)/amends/candidates' '$(DESTDIR)$(ZSHDIR)/_amends' \
		$(foreach tool,$(notdir $(TOOLS)),'$(DESTDIR)$(BASHDIR)/$(tool)' '$(DESTDIR)$(FISHDIR)/$(tool).fish')
	[ ! -d '$(DESTDIR)$(dir $(POLICY))' ] || \
		rmdir --ignore-fail-on-non-empty '$(DESTDIR)$(dir $(POLICY))'
clean: ## all output
	rm -rf build
help: ## this list
	@sed -n 's/^\([a-z0-9%-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 18
