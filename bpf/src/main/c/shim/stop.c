/* SPDX-License-Identifier: Apache-2.0 */
/* Stopping ourselves, as a command does on SIGTSTP that nobody caught: our parent sees the job stopped. */
#include <errno.h>
#include <jni.h>
#include <signal.h>
#include <unistd.h>

JNIEXPORT jint JNICALL Java_dev_firebreak_bpf_jni_Native_stopSelf0(JNIEnv *env, jclass type)
{
	(void)env;
	(void)type;
	return kill(getpid(), SIGSTOP) ? -errno : 0;
}
