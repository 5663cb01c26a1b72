// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "vectors.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct place {
	const char *file;
	unsigned line;
};

static _Noreturn void wrong(const struct place *at, const char *what, const char *value)
{
	fprintf(stderr, "fbcheck: %s:%u: %s: %s\n", at->file, at->line, what, value);
	exit(2);
}

static void read_hex(struct vector *v, const char *text, const struct place *at)
{
	int high = -1;

	for (const char *c = text; *c; c++) {
		int digit;

		if (isspace((unsigned char)*c))
			continue;
		if (!isxdigit((unsigned char)*c))
			wrong(at, "not a hexadecimal digit", c);
		digit = isdigit((unsigned char)*c) ? *c - '0' : tolower(*c) - 'a' + 10;
		if (high < 0) {
			high = digit;
			continue;
		}
		if (v->packet_size == sizeof(v->packet))
			wrong(at, "packet too long", v->name);
		v->packet[v->packet_size++] = high << 4 | digit;
		high = -1;
	}
	if (high >= 0)
		wrong(at, "odd number of hexadecimal digits", text);
}

/* RFC 1035 text to wire form. */
static void read_name(struct vector *v, const char *text, const struct place *at)
{
	size_t length_at = 0, size = 1;

	if (strcmp(text, ".")) {
		for (const char *c = text;; c++) {
			unsigned char byte = *c;

			if (!*c || *c == '.') {
				v->qname[length_at] = size - length_at - 1;
				length_at = size++;
				if (!*c)
					break;
				continue;
			}
			if (*c == '\\' && isdigit((unsigned char)c[1])) {
				byte = (c[1] - '0') * 100 + (c[2] - '0') * 10 + (c[3] - '0');
				c += 3;
			} else if (*c == '\\') {
				byte = *++c;
			}
			if (size >= sizeof(v->qname) - 1)
				wrong(at, "name too long", text);
			v->qname[size++] = byte;
		}
	}
	v->qname[length_at] = 0;
	v->qname_size = length_at + 1;
	v->has_question = true;
}

static enum expect read_expect(const char *text, const struct place *at)
{
	static const char *const words[] = {"",           "pass",       "question", "malformed",
					    "unreadable", "unfinished", "resolves", "harmless"};

	for (size_t i = 1; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(text, words[i]))
			return (enum expect)i;
	wrong(at, "unknown expectation", text);
}

static void read_line(struct vector *v, char *line, const struct place *at)
{
	char *value = strstr(line, ": ");

	if (!value)
		wrong(at, "neither \"key: value\" nor a comment", line);
	*value = 0;
	value += 2;
	if (!strcmp(line, "name")) {
		if (v->name[0] || strlen(value) >= sizeof(v->name))
			wrong(at, "a second name, or too long", value);
		strcpy(v->name, value);
	} else if (!strcmp(line, "about")) {
		return;
	} else if (!strcmp(line, "hook")) {
		v->ingress = !strcmp(value, "ingress");
		if (!v->ingress && strcmp(value, "egress"))
			wrong(at, "unknown hook", value);
	} else if (!strcmp(line, "expect")) {
		v->expect = read_expect(value, at);
	} else if (!strcmp(line, "qname")) {
		read_name(v, value, at);
	} else if (!strcmp(line, "qtype")) {
		v->qtype = strtoul(value, NULL, 10);
	} else if (!strcmp(line, "qclass")) {
		v->qclass = strtoul(value, NULL, 10);
	} else if (!strcmp(line, "gso_segs")) {
		v->gso_segs = strtoul(value, NULL, 10);
	} else if (!strcmp(line, "gso_size")) {
		v->gso_size = strtoul(value, NULL, 10);
	} else if (!strcmp(line, "more")) {
		v->more = strtoul(value, NULL, 10);
	} else if (!strcmp(line, "cut")) {
		if (sscanf(value, "%zu..%zu", &v->cut_from, &v->cut_to) != 2 || v->cut_from > v->cut_to)
			wrong(at, "not FROM..TO", value);
	} else if (!strcmp(line, "packet")) {
		read_hex(v, value, at);
	} else {
		wrong(at, "unknown key", line);
	}
}

static void close_vector(const struct vector *v, const struct place *at)
{
	if (!v->name[0] || v->expect == EXPECT_NOTHING || !v->packet_size || v->cut_to >= v->packet_size + !v->cut_to)
		wrong(at, "the vector above lacks a name, an expectation or a packet, or is cut beyond its end",
		      v->name);
	if ((v->expect == EXPECT_QUESTION || v->expect == EXPECT_RESOLVES) && !v->has_question)
		wrong(at, "the vector above lacks its question", v->name);
}

static struct vector *read_file(const char *path, struct vector *all, size_t *count)
{
	struct place at = {path, 0};
	bool open = false;
	char line[1024];
	FILE *f = fopen(path, "re");

	if (!f)
		wrong(&at, "cannot open", path);
	while (fgets(line, sizeof(line), f)) {
		size_t n = strcspn(line, "#\n");

		at.line++;
		/* "#" begins a comment at the start of a line or after a blank, so that a name may hold one. */
		while (line[n] == '#' && n > 0 && !isspace((unsigned char)line[n - 1]))
			n += 1 + strcspn(line + n + 1, "#\n");
		bool comment = line[n] == '#';
		while (n && isspace((unsigned char)line[n - 1]))
			n--;
		line[n] = 0;
		if (!n) {
			if (open && !comment) {
				close_vector(&all[*count - 1], &at);
				open = false;
			}
			continue;
		}
		if (!open) {
			all = realloc(all, (*count + 1) * sizeof(*all));
			if (!all)
				wrong(&at, "out of memory", path);
			memset(&all[(*count)++], 0, sizeof(*all));
			open = true;
		}
		read_line(&all[*count - 1], line, &at);
	}
	fclose(f);
	if (open)
		close_vector(&all[*count - 1], &at);
	return all;
}

static int is_vectors(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return n > 8 && !strcmp(entry->d_name + n - 8, ".vectors");
}

struct vector *vectors_read(const char *folder, size_t *count)
{
	struct dirent **files;
	struct vector *all = NULL;
	int n = scandir(folder, &files, is_vectors, alphasort);

	*count = 0;
	if (n <= 0) {
		fprintf(stderr, "fbcheck: no *.vectors in %s\n", folder);
		exit(2);
	}
	for (int i = 0; i < n; i++) {
		char *path;

		if (asprintf(&path, "%s/%s", folder, files[i]->d_name) < 0)
			exit(2);
		all = read_file(path, all, count);
		free(path);
		free(files[i]);
	}
	free(files);
	return all;
}
