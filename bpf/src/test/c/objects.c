// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "objects.h"
#include "shim.h"
#include "tap.h"

#include <bpf/btf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tell(enum libbpf_print_level level, const char *format, va_list arguments)
{
	if (level == LIBBPF_DEBUG)
		return 0;
	return vfprintf(stderr, format, arguments);
}

void *object_constant(struct bpf_object *object, const char *name)
{
	const struct btf *btf = bpf_object__btf(object);
	const struct btf_type *type = btf__type_by_id(btf, btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC));
	struct bpf_map *map;
	size_t size;

	bpf_object__for_each_map(map, object)
	{
		/* const, but libbpf's own copy, loaded as it then stands. */
		char *data = (char *)bpf_map__initial_value(map, &size);

		if (!strstr(bpf_map__name(map), ".rodata") || !data || !type)
			continue;
		for (int i = 0; i < btf_vlen(type); i++) {
			const struct btf_var_secinfo *var = btf_var_secinfos(type) + i;
			const struct btf_type *named = btf__type_by_id(btf, var->type);

			if (!strcmp(btf__name_by_offset(btf, named->name_off), name))
				return data + var->offset;
		}
	}
	fprintf(stderr, "fbcheck: %s has no constant %s\n", bpf_object__name(object), name);
	exit(2);
}

struct bpf_object *object_open(const char *folder, const char *name)
{
	struct bpf_object *object = NULL;
	char *path;

	if (asprintf(&path, "%s/%s.bpf.o", folder, name) >= 0)
		object = bpf_object__open_file(path, NULL);
	if (!object) {
		fprintf(stderr, "fbcheck: %s/%s.bpf.o: %s\n", folder, name, strerror(errno));
		exit(2);
	}
	free(path);
	return object;
}

static struct bpf_object *configured(const char *folder, bool attribution, struct fb_config *as_loaded)
{
	struct bpf_object *object = object_open(folder, "firebreak");
	static const char *const by_cpu[] = {"fb_scratch", "fb_answers"};
	struct fb_config *config = object_constant(object, "fb_config");
	int cpus = libbpf_num_possible_cpus();

	config->attribution = attribution;
	config->cpus = cpus;
	config->seed[0] = 0x0123456789abcdefull;
	config->seed[1] = 0xfedcba9876543210ull;
	/* Thousands of vectors in a second are not to be limited, nor told once. */
	config->denied_burst = config->allowed_burst = 1000000;
	config->denied_per_second = config->allowed_per_second = 1000000;
	config->repeat_ms = 0;
	*as_loaded = *config;
	for (size_t i = 0; i < sizeof(by_cpu) / sizeof(*by_cpu); i++) {
		struct bpf_map *map = bpf_object__find_map_by_name(object, by_cpu[i]);

		if (map)
			bpf_map__set_max_entries(map, cpus * FB_SCRATCH_DEPTH);
	}
	return object;
}

/* Loads each program by itself, to tell which of them the kernel refuses. */
static void load_one_by_one(const char *folder, bool attribution)
{
	struct bpf_object *names = object_open(folder, "firebreak");
	struct bpf_program *program, *other;
	struct fb_config config;

	bpf_object__for_each_program(program, names)
	{
		struct bpf_object *object = configured(folder, attribution, &config);
		const char *name = bpf_program__name(program);

		bpf_object__for_each_program(other, object)
			bpf_program__set_autoload(other, !strcmp(bpf_program__name(other), name));
		check(!bpf_object__load(object), "program %s loads", name);
		bpf_object__close(object);
	}
	bpf_object__close(names);
}

void program_count(struct loaded *l, const struct bpf_program *program)
{
	bool loads = bpf_program__fd(program) >= 0;

	l->wanted++;
	l->programs += check(loads, "program %s loads", bpf_program__name(program));
}

bool object_load(struct loaded *out, const char *folder)
{
	struct bpf_program *program;

	libbpf_set_print(tell);
	out->programs = out->wanted = 0;
	/* As the Java loader chooses. */
	out->object = configured(folder, fb_feature(FB_FEATURE_ATTRIBUTION) == 1, &out->config);
	if (bpf_object__load(out->object)) {
		bpf_object__close(out->object);
		load_one_by_one(folder, out->config.attribution);
		return false;
	}
	bpf_object__for_each_program(program, out->object)
	{
		program_count(out, program);
	}
	return true;
}

int program_fd(const struct loaded *l, const char *name)
{
	struct bpf_program *program = bpf_object__find_program_by_name(l->object, name);

	return program ? bpf_program__fd(program) : -1;
}

int map_fd(const struct loaded *l, const char *name)
{
	return bpf_object__find_map_fd_by_name(l->object, name);
}

struct tables tables_of(const struct loaded *l)
{
	return (struct tables){.lists = map_fd(l, "fb_lists"),
			       .pieces = map_fd(l, "fb_pieces"),
			       .places = map_fd(l, "fb_places"),
			       .scopes = map_fd(l, "fb_scopes"),
			       .writes = map_fd(l, "fb_writes")};
}
