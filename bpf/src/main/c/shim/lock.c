/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A lock on a folder. A bpffs holds no regular files, but its folders can be opened and locked by flock(2), which the
 * kernel releases when the holder dies.
 */
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <stdbool.h>
#include <sys/file.h>
#include <unistd.h>

static int lock_folder(const char *path, bool wait)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error;

	if (folder < 0)
		return -errno;
	while (flock(folder, LOCK_EX | (wait ? 0 : LOCK_NB))) {
		if (errno == EINTR)
			continue;
		error = errno;
		close(folder);
		return -error;
	}
	return folder;
}

JNIEXPORT jint JNICALL Java_dev_firebreak_bpf_jni_Native_lock0(JNIEnv *env, jclass type, jbyteArray path, jboolean wait)
{
	jbyte *bytes = (*env)->GetByteArrayElements(env, path, NULL);
	int result;

	(void)type;
	if (!bytes)
		return -ENOMEM;
	result = lock_folder((const char *)bytes, wait);
	(*env)->ReleaseByteArrayElements(env, path, bytes, JNI_ABORT);
	return result;
}
