/* SPDX-License-Identifier: Apache-2.0 */
/* dev.firebreak.bpf.jni.Native, the rest: rings, commands, networks, features. */
#include <errno.h>
#include <net/if.h>
#include <stdint.h>
#include <stdlib.h>

#include "jni_arrays.h"
#include "shim.h"

/* ---- rings ---- */

NATIVE(jlong, openRings0, jintArray maps)
{
	int *descriptors = take_ints(env, maps);
	struct fb_rings *rings = NULL;
	int error = fb_open_rings(descriptors, length(env, maps), &rings);

	(void)self;
	put_ints(env, maps, descriptors, READ_ONLY);
	return error ? error : (jlong)(uintptr_t)rings;
}

static struct fb_rings *rings_of(jlong handle)
{
	return (struct fb_rings *)(uintptr_t)handle;
}

NATIVE(jint, readRings0, jlong handle, jobject out, jint timeout_ms)
{
	(void)self;
	return fb_read_rings(rings_of(handle), (*env)->GetDirectBufferAddress(env, out),
			     (*env)->GetDirectBufferCapacity(env, out), timeout_ms);
}

NATIVE(void, wakeRings0, jlong handle)
{
	(void)env;
	(void)self;
	fb_wake_rings(rings_of(handle));
}

NATIVE(void, closeRings0, jlong handle)
{
	(void)env;
	(void)self;
	fb_close_rings(rings_of(handle));
}

/* ---- commands ---- */

NATIVE(jint, spawn0, jint cgroup, jbyteArray candidates, jbyteArray arguments, jbyteArray environment,
       jbyteArray directory, jintArray identity, jbyteArray masked, jintArray kept, jintArray result)
{
	char *programs = take_bytes(env, candidates), *words = take_bytes(env, arguments);
	char *variables = take_bytes(env, environment), *hidden = take_bytes(env, masked);
	struct fb_command command = {
		.cgroup = cgroup,
		.candidates = fb_split(programs, length(env, candidates)),
		.arguments = fb_split(words, length(env, arguments)),
		.environment = variables ? fb_split(variables, length(env, environment)) : NULL,
		.directory = take_bytes(env, directory),
		.identity = take_ints(env, identity),
		.identity_count = length(env, identity),
		.masked = fb_split(hidden, length(env, masked)),
		.kept = take_ints(env, kept),
		.kept_count = length(env, kept),
	};
	jint numbers[2] = {0, FB_SPAWN_CLONE};
	int pidfd = -ENOMEM;

	(void)self;
	if (command.candidates && command.arguments && (command.environment || !environment) && command.masked)
		pidfd = fb_spawn(&command, &numbers[0], &numbers[1]);
	free(command.candidates);
	free(command.arguments);
	free(command.environment);
	free(command.masked);
	put_bytes(env, candidates, programs, READ_ONLY);
	put_bytes(env, arguments, words, READ_ONLY);
	put_bytes(env, environment, variables, READ_ONLY);
	put_bytes(env, directory, (void *)command.directory, READ_ONLY);
	put_ints(env, identity, (void *)command.identity, READ_ONLY);
	put_ints(env, kept, (void *)command.kept, READ_ONLY);
	put_bytes(env, masked, hidden, READ_ONLY);
	(*env)->SetIntArrayRegion(env, result, 0, 2, numbers);
	return pidfd;
}

NATIVE(jint, catchSignals0, jintArray signals)
{
	int *numbers = take_ints(env, signals);
	int result = fb_catch_signals(numbers, length(env, signals));

	(void)self;
	put_ints(env, signals, numbers, READ_ONLY);
	return result;
}

NATIVE(jint, awaitNext0, jint pidfd, jintArray result)
{
	jint next[3] = {};
	int error = fb_await_next(pidfd, next);

	(void)self;
	(*env)->SetIntArrayRegion(env, result, 0, 3, next);
	return error;
}

NATIVE(jint, signal0, jint pidfd, jint signal)
{
	(void)env;
	(void)self;
	return fb_signal(pidfd, signal);
}

/* ---- networks ---- */

NATIVE(jint, enterNetns0, jint descriptor)
{
	(void)env;
	(void)self;
	return fb_enter_netns(descriptor);
}

NATIVE(jint, route0, jbyteArray address, jint device)
{
	void *to = take_bytes(env, address);
	int result = fb_route(to, length(env, address), device);

	(void)self;
	put_bytes(env, address, to, READ_ONLY);
	return result;
}

NATIVE(jint, device0, jint device, jbyteArray name, jintArray result)
{
	char text[IF_NAMESIZE] = {};
	jint numbers[2] = {};
	int error = fb_device(device, text, numbers);

	(void)self;
	(*env)->SetByteArrayRegion(env, name, 0, sizeof(text), (const jbyte *)text);
	(*env)->SetIntArrayRegion(env, result, 0, 2, numbers);
	return error;
}

NATIVE(jint, devices0, jintArray indexes)
{
	int *numbers = take_ints(env, indexes);
	int count = fb_devices(numbers, length(env, indexes));

	(void)self;
	put_ints(env, indexes, numbers, WRITE_BACK);
	return count;
}

NATIVE(jint, addClsact0, jint device, jint program, jint classid, jbyteArray name, jintArray result)
{
	char *at = take_bytes(env, name);
	int *numbers = take_ints(env, result);
	int error = fb_add_clsact(device, program, classid, at, numbers);

	(void)self;
	put_bytes(env, name, at, READ_ONLY);
	put_ints(env, result, numbers, WRITE_BACK);
	return error;
}

NATIVE(jint, removeClsact0, jint device, jint priority, jint handle, jboolean qdisc_too)
{
	(void)env;
	(void)self;
	return fb_remove_clsact(device, priority, handle, qdisc_too);
}

NATIVE(jint, sendProbe0, jbyteArray address, jint device, jint mark, jbyteArray payload)
{
	void *to = take_bytes(env, address), *bytes = take_bytes(env, payload);
	int error = fb_send_probe(to, length(env, address), device, mark, bytes, length(env, payload));

	(void)self;
	put_bytes(env, address, to, READ_ONLY);
	put_bytes(env, payload, bytes, READ_ONLY);
	return error;
}

NATIVE(jint, destroyTcp0, jbyteArray local, jint local_port, jbyteArray remote, jint remote_port)
{
	void *here = take_bytes(env, local), *there = take_bytes(env, remote);
	int error = fb_destroy_tcp(here, local_port, there, remote_port, length(env, local));

	(void)self;
	put_bytes(env, local, here, READ_ONLY);
	put_bytes(env, remote, there, READ_ONLY);
	return error;
}

/* ---- features ---- */

NATIVE(jint, feature0, jint feature)
{
	(void)env;
	(void)self;
	return fb_feature(feature);
}
