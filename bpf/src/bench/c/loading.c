// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "loading.h"
#include "rows.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define GOAL_SECONDS 0.5
#define GOAL_MEBIBYTES 40
#define HASH_KEY 16
#define HASH_LOADS 5

/* All that is below each name, as text. */
static void write_names(const char *path, const struct names *names)
{
	FILE *file = fopen(path, "w");

	if (!file)
		impossible(path);
	for (size_t i = 0; i < names->count; i++) {
		char text[256], *to = text;

		for (const unsigned char *label = names->listed[i].name; *label; label += *label + 1)
			to += sprintf(to, "%s%.*s", to == text ? "" : ".", *label, label + 1);
		fprintf(file, "*.%s\n", text);
	}
	if (fclose(file))
		impossible(path);
}

static FILE *start(const struct loader *loader, const char *names, const char *pins, int times, pid_t *pid)
{
	char *arguments[64], count[16];
	int out[2], n = 0;

	snprintf(count, sizeof(count), "%d", times);
	while (loader->command[n] && n < 60) {
		arguments[n] = loader->command[n];
		n++;
	}
	arguments[n++] = (char *)names;
	arguments[n++] = (char *)pins;
	arguments[n++] = count;
	arguments[n] = NULL;
	if (pipe(out))
		impossible("pipe");
	*pid = fork();
	if (!*pid) {
		dup2(out[1], STDOUT_FILENO);
		execvp(arguments[0], arguments);
		_exit(127);
	}
	close(out[1]);
	return fdopen(out[0], "r");
}

void load_names(const struct loader *loader, const struct tables *tables, const struct names *names, int times,
		struct load *out)
{
	char file[4096], lists[4096], pieces[4096], places[4096], line[256];
	FILE *answer;
	int status;
	pid_t pid;

	snprintf(file, sizeof(file), "%s/names", loader->work);
	snprintf(lists, sizeof(lists), "%s/fb_lists", loader->bpffs);
	snprintf(pieces, sizeof(pieces), "%s/fb_pieces", loader->bpffs);
	snprintf(places, sizeof(places), "%s/fb_places", loader->bpffs);
	write_names(file, names);
	if (bpf_obj_pin(tables->lists, lists) || bpf_obj_pin(tables->pieces, pieces) ||
	    bpf_obj_pin(tables->places, places))
		impossible(loader->bpffs);
	answer = start(loader, file, loader->bpffs, times, &pid);
	for (int i = 0; i < (int)sizeof(out->digest); i++)
		if (fscanf(answer, "%2hhx", &out->digest[i]) != 1)
			break;
	for (out->count = 0; fgets(line, sizeof(line), answer);)
		if (atof(line) > 0 && out->count < MOST_LOADS)
			out->seconds[out->count++] = atof(line) / 1e9;
	fclose(answer);
	waitpid(pid, &status, 0);
	unlink(lists);
	unlink(pieces);
	unlink(places);
	unlink(file);
	if (status || out->count != times) {
		errno = EIO;
		impossible("the loader of lists failed");
	}
}

/* What the kernel charges for a map, in MiB. */
static double mebibytes_of(int map_fd)
{
	char path[64], line[128];
	double bytes = NAN;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", map_fd);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file))
		sscanf(line, "memlock: %lf", &bytes);
	if (file)
		fclose(file);
	return bytes / (1 << 20);
}

/* The same of the map at this place of a map of maps; 0: there is none. */
static double mebibytes_at(int maps, __u32 at)
{
	double mebibytes;
	__u32 id;
	int fd;

	if (bpf_map_lookup_elem(maps, &at, &id))
		return 0;
	fd = bpf_map_get_fd_by_id(id);
	if (fd < 0)
		impossible("a map of a list");
	mebibytes = mebibytes_of(fd);
	close(fd);
	return mebibytes;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

/* The usual way: the kernel's own hash map, keys of the same size filled in one batch. */
static double fill_hash(const __u64 *keys, const __u32 *values, __u32 count, double *mebibytes)
{
	LIBBPF_OPTS(bpf_map_batch_opts, opts);
	double start = now();
	int fd = bpf_map_create(BPF_MAP_TYPE_HASH, "bench_hash", HASH_KEY, sizeof(__u32), count, NULL);

	if (fd < 0 || bpf_map_update_batch(fd, keys, values, &count, &opts))
		impossible("filling a hash map");
	start = now() - start;
	*mebibytes = mebibytes_of(fd);
	close(fd);
	return start;
}

void tell_load(const struct tables *tables, const struct names *names, struct load *load)
{
	struct row row = {"load: 1,000,000 names, payload to swapped map, first in a process",
			  "s",
			  load->seconds[0],
			  GOAL_SECONDS,
			  NAN,
			  "the kernel's hash, filled in one batch with hashes made before"};
	double hash_seconds[HASH_LOADS], hash_mebibytes, mebibytes;
	__u64 *keys = malloc(names->count * HASH_KEY);
	__u32 *values = calloc(names->count, sizeof(*values)), place;

	if (!keys || !values)
		impossible("memory for keys");
	/* Any different keys do: what they are changes nothing for a hash map. */
	for (size_t i = 0; i < 2 * names->count; i++)
		keys[i] = i * 0x9e3779b97f4a7c15ull;
	for (int i = 0; i < HASH_LOADS; i++)
		hash_seconds[i] = fill_hash(keys, values, names->count, &hash_mebibytes);
	row.baseline = median(hash_seconds, HASH_LOADS);
	row_print(&row);
	row.name = "load: 1,000,000 names, payload to swapped map, again";
	row.value = median(load->seconds + 1, load->count - 1);
	row_print(&row);
	if (bpf_map_lookup_elem(tables->places, load->digest, &place))
		impossible("the list has no place");
	mebibytes = mebibytes_at(tables->lists, place);
	for (__u32 i = 0; i < FB_PIECES; i++)
		mebibytes += mebibytes_at(tables->pieces, place * FB_PIECES + i);
	if (mebibytes < 1)
		impossible("the list's maps");
	row = (struct row){"memory: kernel, 1,000,000 names",
			   "MiB",
			   mebibytes,
			   GOAL_MEBIBYTES,
			   hash_mebibytes,
			   "the kernel's hash"};
	row_print(&row);
	free(keys);
	free(values);
}
