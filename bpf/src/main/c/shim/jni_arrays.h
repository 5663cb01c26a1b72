/* SPDX-License-Identifier: Apache-2.0 */
/* Native methods' names, and Java's arrays as C takes them. */
#ifndef FIREBREAK_JNI_ARRAYS_H
#define FIREBREAK_JNI_ARRAYS_H

#include <jni.h>
#include <stddef.h>

#define NATIVE(type, name, ...) \
	JNIEXPORT type JNICALL Java_dev_firebreak_bpf_jni_Native_##name(JNIEnv *env, jclass self, ##__VA_ARGS__)

/* The octets or ints of an array; those of null are NULL. put_* gives them back: as read, or with what was written. */
#define READ_ONLY JNI_ABORT
#define WRITE_BACK 0

static inline void *take_bytes(JNIEnv *env, jbyteArray array)
{
	return array ? (*env)->GetByteArrayElements(env, array, NULL) : NULL;
}

static inline void put_bytes(JNIEnv *env, jbyteArray array, void *bytes, jint mode)
{
	if (bytes)
		(*env)->ReleaseByteArrayElements(env, array, bytes, mode);
}

static inline int *take_ints(JNIEnv *env, jintArray array)
{
	return array ? (*env)->GetIntArrayElements(env, array, NULL) : NULL;
}

static inline void put_ints(JNIEnv *env, jintArray array, int *ints, jint mode)
{
	if (ints)
		(*env)->ReleaseIntArrayElements(env, array, ints, mode);
}

static inline jsize length(JNIEnv *env, jarray array)
{
	return array ? (*env)->GetArrayLength(env, array) : 0;
}

static inline jbyteArray to_array(JNIEnv *env, const char *bytes, size_t size)
{
	jbyteArray array = (*env)->NewByteArray(env, size);

	if (array)
		(*env)->SetByteArrayRegion(env, array, 0, size, (const jbyte *)bytes);
	return array;
}

#endif
