/* SPDX-License-Identifier: Apache-2.0 */
/* dev.firebreak.bpf.jni.Native, what concerns the kernel's objects: takes arguments apart and calls, nothing more. */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jni_arrays.h"
#include "shim.h"

/* ---- what failed ---- */

NATIVE(jbyteArray, words0, jint error)
{
	const char *name = strerrorname_np(error);
	char words[160];

	(void)self;
	snprintf(words, sizeof(words), "%s (%s)", strerrordesc_np(error) ?: "unknown error", name ?: "?");
	return to_array(env, words, strlen(words));
}

NATIVE(jbyteArray, log0)
{
	char log[16384];

	(void)self;
	return to_array(env, log, fb_log_take(log, sizeof(log)));
}

/* ---- descriptors ---- */

NATIVE(jint, open0, jbyteArray path)
{
	char *at = take_bytes(env, path);
	int result = open(at, O_RDONLY | O_CLOEXEC);

	(void)self;
	result = result < 0 ? -errno : result;
	put_bytes(env, path, at, READ_ONLY);
	return result;
}

NATIVE(jint, close0, jint descriptor)
{
	(void)env;
	(void)self;
	return close(descriptor) ? -errno : 0;
}

NATIVE(jint, pin0, jint descriptor, jbyteArray path)
{
	char *at = take_bytes(env, path);
	int result = bpf_obj_pin(descriptor, at);

	(void)self;
	put_bytes(env, path, at, READ_ONLY);
	return result;
}

NATIVE(jint, openPinned0, jbyteArray path)
{
	char *at = take_bytes(env, path);
	int result = bpf_obj_get(at);

	(void)self;
	put_bytes(env, path, at, READ_ONLY);
	return result;
}

/* ---- object files ---- */

NATIVE(jint, load0, jbyteArray image, jbyteArray variable, jbyteArray value, jbyteArray programs,
       jintArray attach_types, jbyteArray maps, jintArray sizes, jintArray descriptors)
{
	struct fb_wanted wanted = {
		.variable = take_bytes(env, variable),
		.value = take_bytes(env, value),
		.value_size = length(env, value),
		.programs = take_bytes(env, programs),
		.attach_types = take_ints(env, attach_types),
		.maps = take_bytes(env, maps),
		.sizes = take_ints(env, sizes),
	};
	void *bytes = take_bytes(env, image);
	int *out = take_ints(env, descriptors);
	int result = fb_load(bytes, length(env, image), &wanted, out);

	(void)self;
	put_bytes(env, image, bytes, READ_ONLY);
	put_bytes(env, variable, (void *)wanted.variable, READ_ONLY);
	put_bytes(env, value, (void *)wanted.value, READ_ONLY);
	put_bytes(env, programs, (void *)wanted.programs, READ_ONLY);
	put_ints(env, attach_types, (void *)wanted.attach_types, READ_ONLY);
	put_bytes(env, maps, (void *)wanted.maps, READ_ONLY);
	put_ints(env, sizes, (void *)wanted.sizes, READ_ONLY);
	put_ints(env, descriptors, out, WRITE_BACK);
	return result;
}

NATIVE(jint, testRun0, jint program, jbyteArray packet, jbyteArray context, jint repeat, jbyteArray out,
       jintArray result)
{
	void *in = take_bytes(env, packet), *around = take_bytes(env, context), *to = take_bytes(env, out);
	int *numbers = take_ints(env, result);
	int error = fb_test_run(program, in, length(env, packet), around, length(env, context), repeat, to,
				length(env, out), numbers);

	(void)self;
	put_bytes(env, packet, in, READ_ONLY);
	put_bytes(env, context, around, WRITE_BACK);
	put_bytes(env, out, to, WRITE_BACK);
	put_ints(env, result, numbers, WRITE_BACK);
	return error;
}

NATIVE(jint, testRunMany0, jint program, jobject packets, jintArray lengths, jintArray results)
{
	const char *packet = (*env)->GetDirectBufferAddress(env, packets);
	jlong left = (*env)->GetDirectBufferCapacity(env, packets);
	int *sizes = take_ints(env, lengths), *out = take_ints(env, results);
	jsize count = length(env, lengths);
	int error = packet && length(env, results) >= count ? 0 : -EINVAL;

	(void)self;
	for (jsize i = 0; i < count && !error; i++) {
		int result[3];

		error = sizes[i] < 0 || sizes[i] > left
				? -EINVAL
				: fb_test_run(program, packet, sizes[i], NULL, 0, 1, NULL, 0, result);
		if (error)
			break;
		out[i] = result[0];
		packet += sizes[i];
		left -= sizes[i];
	}
	put_ints(env, lengths, sizes, READ_ONLY);
	put_ints(env, results, out, WRITE_BACK);
	return error;
}

/* ---- maps ---- */

NATIVE(jint, possibleCpus0)
{
	(void)env;
	(void)self;
	return libbpf_num_possible_cpus();
}

NATIVE(jint, update0, jint map, jbyteArray key, jbyteArray value, jlong flags)
{
	void *k = take_bytes(env, key), *v = take_bytes(env, value);
	int result = bpf_map_update_elem(map, k, v, flags);

	(void)self;
	put_bytes(env, key, k, READ_ONLY);
	put_bytes(env, value, v, READ_ONLY);
	return result;
}

NATIVE(jint, lookup0, jint map, jbyteArray key, jbyteArray value, jlong flags)
{
	void *k = take_bytes(env, key), *v = take_bytes(env, value);
	int result = bpf_map_lookup_elem_flags(map, k, v, flags);

	(void)self;
	put_bytes(env, key, k, READ_ONLY);
	put_bytes(env, value, v, WRITE_BACK);
	return result;
}

NATIVE(jint, delete0, jint map, jbyteArray key)
{
	void *k = take_bytes(env, key);
	int result = bpf_map_delete_elem(map, k);

	(void)self;
	put_bytes(env, key, k, READ_ONLY);
	return result;
}

NATIVE(jint, nextKey0, jint map, jbyteArray key, jbyteArray next)
{
	void *k = take_bytes(env, key), *n = take_bytes(env, next);
	int result = bpf_map_get_next_key(map, k, n);

	(void)self;
	put_bytes(env, key, k, READ_ONLY);
	put_bytes(env, next, n, WRITE_BACK);
	return result;
}

NATIVE(jint, createTable0, jint size)
{
	(void)env;
	(void)self;
	return fb_create_table(size);
}

NATIVE(jobject, mapTables0, jintArray tables, jlong size, jintArray result)
{
	jsize count = (*env)->GetArrayLength(env, tables);
	jint *maps = (*env)->GetIntArrayElements(env, tables, NULL);
	void *memory = NULL;
	jint error = -fb_map_tables(maps, count, size, &memory);

	(void)self;
	(*env)->ReleaseIntArrayElements(env, tables, maps, JNI_ABORT);
	(*env)->SetIntArrayRegion(env, result, 0, 1, &error);
	return memory ? (*env)->NewDirectByteBuffer(env, memory, count * size) : NULL;
}

NATIVE(jint, unmapTables0, jobject memory)
{
	(void)self;
	return munmap((*env)->GetDirectBufferAddress(env, memory), (*env)->GetDirectBufferCapacity(env, memory))
		       ? -errno
		       : 0;
}

NATIVE(jint, fillBuckets0, jobject list, jobject pieces, jbyteArray batch, jint size)
{
	void *names = take_bytes(env, batch);
	int result = fb_fill_buckets((*env)->GetDirectBufferAddress(env, list),
				     pieces ? (*env)->GetDirectBufferAddress(env, pieces) : NULL,
				     pieces ? (*env)->GetDirectBufferCapacity(env, pieces) : 0, names, size);

	(void)self;
	put_bytes(env, batch, names, READ_ONLY);
	return result;
}

NATIVE(jint, putTables0, jint into, jint first, jintArray tables)
{
	jsize count = (*env)->GetArrayLength(env, tables);
	jint *maps = (*env)->GetIntArrayElements(env, tables, NULL);
	int result = fb_put_tables(into, first, maps, count);

	(void)self;
	(*env)->ReleaseIntArrayElements(env, tables, maps, JNI_ABORT);
	return result;
}

NATIVE(jint, freeze0, jint map)
{
	(void)env;
	(void)self;
	return bpf_map_freeze(map);
}

/* ---- links ---- */

NATIVE(jint, link0, jint program, jint target, jint attach_type, jint flags)
{
	(void)env;
	(void)self;
	return fb_link(program, target, attach_type, flags);
}

NATIVE(jint, relink0, jint link, jint program)
{
	(void)env;
	(void)self;
	return fb_relink(link, program);
}

NATIVE(jint, unlink0, jint link)
{
	(void)env;
	(void)self;
	return fb_unlink(link);
}
