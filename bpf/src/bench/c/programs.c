// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "programs.h"
#include "rows.h"

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

void *constant(struct bpf_object *object, const char *name)
{
	const struct btf *btf = bpf_object__btf(object);
	const struct btf_type *section = btf__type_by_id(btf, btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC));
	struct bpf_map *map;
	size_t size;

	bpf_object__for_each_map(map, object)
	{
		/* const, but libbpf's own copy, loaded as it then stands. */
		char *data = (char *)bpf_map__initial_value(map, &size);

		if (!strstr(bpf_map__name(map), ".rodata") || !data || !section)
			continue;
		for (int i = 0; i < btf_vlen(section); i++) {
			const struct btf_var_secinfo *variable = btf_var_secinfos(section) + i;

			if (!strcmp(btf__name_by_offset(btf, btf__type_by_id(btf, variable->type)->name_off), name))
				return data + variable->offset;
		}
	}
	errno = ENOENT;
	impossible(name);
}

struct bpf_object *object_open(const char *path)
{
	static const char *const by_cpu[] = {"fb_scratch", "fb_answers"};
	struct bpf_object *object = bpf_object__open_file(path, NULL);
	struct fb_config *config;

	if (!object)
		impossible(path);
	config = constant(object, "fb_config");
	config->attribution = 1;
	config->cpus = libbpf_num_possible_cpus();
	config->seed[0] = 0x0123456789abcdefull;
	config->seed[1] = 0xfedcba9876543210ull;
	for (size_t i = 0; i < sizeof(by_cpu) / sizeof(*by_cpu); i++) {
		struct bpf_map *map = bpf_object__find_map_by_name(object, by_cpu[i]);

		if (map)
			bpf_map__set_max_entries(map, config->cpus * FB_SCRATCH_DEPTH);
	}
	return object;
}

void object_load(struct bpf_object *object)
{
	if (bpf_object__load(object))
		impossible("the kernel takes no such program");
}

void only(struct bpf_object *object, const char *const *names)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object)
	{
		bool wanted = false;

		for (const char *const *name = names; *name; name++)
			wanted |= !strcmp(*name, bpf_program__name(program));
		bpf_program__set_autoload(program, wanted);
	}
}

int program(const struct bpf_object *object, const char *name)
{
	struct bpf_program *found = bpf_object__find_program_by_name(object, name);

	if (!found)
		impossible(name);
	return bpf_program__fd(found);
}

int map(const struct bpf_object *object, const char *name)
{
	int fd = bpf_object__find_map_fd_by_name(object, name);

	if (fd < 0)
		impossible(name);
	return fd;
}

double run(int program, const void *packet, size_t size, unsigned times)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = packet, .data_size_in = size, .repeat = times);

	if (bpf_prog_test_run_opts(program, &opts))
		impossible("BPF_PROG_TEST_RUN");
	return opts.duration;
}

struct tables tables_of(const struct bpf_object *object)
{
	return (struct tables){.lists = map(object, "fb_lists"),
			       .pieces = map(object, "fb_pieces"),
			       .places = map(object, "fb_places"),
			       .scopes = map(object, "fb_scopes"),
			       .writes = map(object, "fb_writes")};
}
