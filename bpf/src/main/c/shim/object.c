/* SPDX-License-Identifier: Apache-2.0 */
/* Object files: opened from memory, configured, loaded, and taken apart into descriptors. */
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shim.h"

static int set_variable(struct bpf_object *object, const char *name, const void *value, size_t size)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".rodata");
	const struct btf *btf = bpf_object__btf(object);
	const struct btf_var_secinfo *variable;
	const struct btf_type *section;
	size_t room;
	const void *data;
	int id;

	if (!map || !btf)
		return -ENOENT;
	data = bpf_map__initial_value(map, &room);
	id = btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
	if (!data || id < 0)
		return -ENOENT;
	section = btf__type_by_id(btf, id);
	variable = btf_var_secinfos(section);
	for (int i = 0; i < btf_vlen(section); i++, variable++) {
		const struct btf_type *type = btf__type_by_id(btf, variable->type);

		if (strcmp(btf__name_by_offset(btf, type->name_off), name))
			continue;
		if (variable->size != size || variable->offset + size > room)
			return -EMSGSIZE;
		memcpy((char *)data + variable->offset, value, size);
		return 0;
	}
	return -ENOENT;
}

static int choose_programs(struct bpf_object *object, const char *names, const int *attach_types)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object) bpf_program__set_autoload(program, false);
	for (; *names; names += strlen(names) + 1, attach_types++) {
		program = bpf_object__find_program_by_name(object, names);
		if (!program)
			return -ENOENT;
		bpf_program__set_autoload(program, true);
		if (*attach_types < 0)
			continue;
		/* A section name newer than this libbpf says nothing to it. */
		if (bpf_program__type(program) == BPF_PROG_TYPE_UNSPEC)
			bpf_program__set_type(program, BPF_PROG_TYPE_CGROUP_SOCK_ADDR);
		bpf_program__set_expected_attach_type(program, *attach_types);
	}
	return 0;
}

static int size_maps(struct bpf_object *object, const char *names, const int *sizes)
{
	for (; *names; names += strlen(names) + 1, sizes++) {
		struct bpf_map *map = bpf_object__find_map_by_name(object, names);
		int error;

		if (!map)
			return -ENOENT;
		error = *sizes ? bpf_map__set_max_entries(map, *sizes) : 0;
		if (error)
			return error;
	}
	return 0;
}

/* Maps that are there already take the place of the object's own. */
static int give_maps(struct bpf_object *object, const char *names, const int *given)
{
	for (; *names; names += strlen(names) + 1, given++) {
		int error = *given <= 0 ? 0 : bpf_map__reuse_fd(bpf_object__find_map_by_name(object, names), *given);

		if (error)
			return error;
	}
	return 0;
}

static int count(const char *names)
{
	int count = 0;

	for (; *names; names += strlen(names) + 1)
		count++;
	return count;
}

/* The object's own descriptors are closed with it. */
static int keep(int descriptor)
{
	int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);

	return copy < 0 ? -errno : copy;
}

static int take_descriptors(struct bpf_object *object, const struct fb_wanted *wanted, int *descriptors)
{
	const char *name;
	int count = 0;

	for (name = wanted->programs; *name; name += strlen(name) + 1)
		descriptors[count++] = keep(bpf_program__fd(bpf_object__find_program_by_name(object, name)));
	for (name = wanted->maps; *name; name += strlen(name) + 1)
		descriptors[count++] = keep(bpf_map__fd(bpf_object__find_map_by_name(object, name)));
	for (int i = 0; i < count; i++) {
		int error = descriptors[i];

		if (error >= 0)
			continue;
		for (int j = 0; j < count; j++)
			if (descriptors[j] >= 0)
				close(descriptors[j]);
		return error;
	}
	return 0;
}

/*
 * Do the wanted programs read structs of the kernel? A host's answerers do not, and need not wait (20 ms and more) for
 * libbpf to read the types of the whole kernel. Should one begin to, the load fails: it finds no such type.
 */
static bool reads_kernel(const char *programs)
{
	for (; *programs; programs += strlen(programs) + 1)
		if (strncmp(programs, "fb_answer_", strlen("fb_answer_")))
			return true;
	return false;
}

/* A file in memory with next to no types, to stand for the kernel's; its descriptor, or -1: then those are read. */
static int no_types(void)
{
	struct btf *btf = btf__new_empty();
	const void *data;
	__u32 size = 0;
	int file = -1;

	if (!btf)
		return -1;
	btf__add_int(btf, "int", sizeof(int), BTF_INT_SIGNED);
	data = btf__raw_data(btf, &size);
	if (data)
		file = memfd_create("firebreak-btf", MFD_CLOEXEC);
	if (file >= 0 && write(file, data, size) != (ssize_t)size) {
		close(file);
		file = -1;
	}
	btf__free(btf);
	return file;
}

int fb_load(const void *image, size_t size, const struct fb_wanted *wanted, int *descriptors)
{
	LIBBPF_OPTS(bpf_object_open_opts, options, .object_name = "firebreak");
	int error, types = reads_kernel(wanted->programs) ? -1 : no_types();
	struct bpf_object *object;
	char path[32];

	fb_log_begin();
	if (types >= 0) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", types);
		options.btf_custom_path = path;
	}
	object = bpf_object__open_mem(image, size, &options);
	if (!object) {
		error = -errno;
		if (types >= 0)
			close(types);
		return error;
	}
	error = wanted->variable ? set_variable(object, wanted->variable, wanted->value, wanted->value_size) : 0;
	if (!error)
		error = choose_programs(object, wanted->programs, wanted->attach_types);
	if (!error)
		error = size_maps(object, wanted->maps, wanted->sizes);
	if (!error)
		error = give_maps(object, wanted->maps, descriptors + count(wanted->programs));
	if (!error)
		error = bpf_object__load(object);
	if (!error)
		error = take_descriptors(object, wanted, descriptors);
	bpf_object__close(object);
	if (types >= 0)
		close(types);
	return error;
}

int fb_test_run(int program, const void *packet, size_t size, void *context, size_t context_size, int repeat, void *out,
		size_t room, int *result)
{
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = size, .data_out = out,
		    .data_size_out = room, .ctx_in = context, .ctx_size_in = context_size, .ctx_out = context,
		    .ctx_size_out = context_size, .repeat = repeat);
	int error = bpf_prog_test_run_opts(program, &options);

	result[0] = options.retval;
	result[1] = options.duration;
	result[2] = options.data_size_out;
	return error;
}
