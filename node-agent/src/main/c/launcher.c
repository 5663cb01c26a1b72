// SPDX-License-Identifier: Apache-2.0
/*
 * bin/firebreak: starts the runtime beside it, inside this very process (so that a signal or kill -9 to "firebreak" meets
 * the one process there is), with the options of lib/jvm.options, and hands it the arguments.
 *
 * In place of runtime/bin/java for three reasons. It is some milliseconds sooner. JAVA_TOOL_OPTIONS and its kin, which a
 * deploy's environment often sets for the deploy's own tools, must not reach our runtime, yet must reach the command
 * that we run. And what the runtime itself fails at must end in 125 ("the command was not started"), not in its own 1.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	EXIT_CANNOT = 125,          /* as env(1), docker run: our own failure, nothing was started */
	MAX_OPTIONS = 64,           /* of lib/jvm.options */
	MAX_OPTION = 16 * PATH_MAX, /* bytes of one: the class path is the longest */
	MAIN_STACK =
		8 * 1024 * 1024 /* the first thread's stack is not ours to size (ulimit -s), so main gets another */
};

static const char main_class[] = "dev/firebreak/cli/Main";
/* Read by the runtime behind our back; hidden while it starts, and back in place for whatever inherits our environment. */
static const char *const hidden[] = {
	"JAVA_TOOL_OPTIONS=", "_JAVA_OPTIONS=", "JDK_JAVA_OPTIONS=", "JDK_AOT_VM_OPTIONS="};

extern char **environ;

static char home[PATH_MAX];  /* the folder that holds bin, lib and runtime */
static char inherited[4096]; /* the option that tells of them */
static int arguments_count;
static char **arguments;
static int exit_code = EXIT_CANNOT;
static bool started; /* the runtime is up: from here on an exit code is the program's */

__attribute__((format(printf, 1, 2), noreturn)) static void die(const char *format, ...)
{
	va_list list;

	fputs("firebreak: ", stderr);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputs("\n", stderr);
	_exit(EXIT_CANNOT);
}

/* The runtime prints some messages to stdout, which belongs to the command that we run. */
static jint JNICALL print_to_stderr(FILE *stream, const char *format, va_list list)
{
	return vfprintf(stream == stdout ? stderr : stream, format, list);
}

/*
 * A runtime that fails while it starts (no memory for its heap) leaves by _exit(1), past JNI_CreateJavaVM's return and all
 * handlers. Its _exit is this one: the dynamic linker looks in the program first.
 */
__attribute__((visibility("default"), noreturn)) void _exit(int code)
{
	if (!started && code)
		code = EXIT_CANNOT;
	for (;;)
		syscall(SYS_exit_group, code);
}

static void find_home(void)
{
	ssize_t size = readlink("/proc/self/exe", home, sizeof(home) - 1);

	if (size < 0)
		die("cannot read /proc/self/exe (%s): is /proc mounted?", strerror(errno));
	home[size] = '\0';
	for (int up = 0; up < 2; up++) { /* /bin/firebreak */
		char *slash = strrchr(home, '/');

		if (!slash)
			die("%s does not lie in a folder bin", home);
		*slash = '\0';
	}
}

/* A copy of line in which each @HOME@ stands for our folder. */
static char *expand(const char *line)
{
	static const char word[] = "@HOME@";
	char *out = malloc(MAX_OPTION);
	size_t size = 0;

	while (out && *line) {
		bool is_word = !strncmp(line, word, sizeof(word) - 1);
		const char *piece = is_word ? home : line;
		size_t length = is_word ? strlen(home) : 1;

		if (size + length >= MAX_OPTION)
			die("a line of lib/jvm.options or lib/agent.options is longer than %d bytes", MAX_OPTION);
		memcpy(out + size, piece, length);
		size += length;
		line += is_word ? sizeof(word) - 1 : 1;
	}
	if (!out)
		die("out of memory");
	out[size] = '\0';
	return out;
}

/*
 * The agent runs for weeks, a command for seconds: each has options of its own, and the agent more jars. A report needs
 * the same jars: it asks the API server, too.
 */
static const char *options_file(void)
{
	bool cluster = arguments_count > 1 && (!strcmp(arguments[1], "agent") || !strcmp(arguments[1], "report"));

	return cluster ? "agent.options" : "jvm.options";
}

/* Fills options from lib/jvm.options or lib/agent.options, one a line, and returns how many. */
static int read_options(JavaVMOption *options, int count)
{
	char path[PATH_MAX + 32];
	char *line = NULL;
	size_t room = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/lib/%s", home, options_file());
	file = fopen(path, "re");
	if (!file)
		die("cannot read %s (%s): the installation is not whole; install it again", path, strerror(errno));
	while (getline(&line, &room, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		if (count == MAX_OPTIONS)
			die("%s holds more than %d options", path, MAX_OPTIONS);
		options[count++].optionString = expand(line);
	}
	free(line);
	fclose(file);
	return count;
}

/* Hides (or shows again) a variable by its first letter: its place and its text stay as they are. */
static void set_hidden(bool hide)
{
	for (char **entry = environ; *entry; entry++)
		for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
			if (**entry && !strncmp(*entry + 1, hidden[i] + 1, strlen(hidden[i] + 1)) &&
			    **entry == (hide ? hidden[i][0] : '\x01'))
				**entry = hide ? '\x01' : hidden[i][0];
}

/*
 * What our caller handed down beside the standard streams: a jobserver's pipe, a process substitution of a shell. It is
 * the command's; once the runtime is up nobody could tell it from the runtime's own.
 */
static void find_inherited(void)
{
	size_t size = (size_t)snprintf(inherited, sizeof(inherited), "-Dfirebreak.inherited=");
	DIR *folder = opendir("/proc/self/fd");
	struct dirent *entry;

	while (folder && (entry = readdir(folder)) && size < sizeof(inherited) - 16) {
		int descriptor = atoi(entry->d_name);

		if (descriptor > STDERR_FILENO && descriptor != dirfd(folder))
			size += (size_t)snprintf(inherited + size, sizeof(inherited) - size, "%d,", descriptor);
	}
	if (folder)
		closedir(folder);
}

static JavaVM *start_runtime(JNIEnv **env)
{
	JavaVMOption options[MAX_OPTIONS] = {
		{.optionString = "vfprintf", .extraInfo = (void *)print_to_stderr},
		{.optionString = inherited                         },
	};
	JavaVMInitArgs init = {.version = JNI_VERSION_21, .options = options, .nOptions = read_options(options, 2)};
	jint (*create)(JavaVM **, void **, void *);
	char path[PATH_MAX + 32];
	JavaVM *vm;
	void *library;
	jint error;

	snprintf(path, sizeof(path), "%s/runtime/lib/server/libjvm.so", home);
	library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
	if (!library)
		die("cannot load the runtime: %s", dlerror());
	*(void **)&create = dlsym(library, "JNI_CreateJavaVM");
	if (!create)
		die("cannot start the runtime: %s", dlerror());
	set_hidden(true);
	error = create(&vm, (void **)env, &init);
	set_hidden(false);
	if (error)
		die("the runtime did not start (JNI error %d)", (int)error);
	started = true;
	return vm;
}

/* The arguments as Java strings. They are read as UTF-8 whatever the locale says, as are file names (jvm.options). */
static jobjectArray to_java(JNIEnv *env)
{
	jclass string = (*env)->FindClass(env, "java/lang/String");
	jclass charsets = (*env)->FindClass(env, "java/nio/charset/StandardCharsets");
	jobject utf8 = (*env)->GetStaticObjectField(
		env, charsets, (*env)->GetStaticFieldID(env, charsets, "UTF_8", "Ljava/nio/charset/Charset;"));
	jmethodID make = (*env)->GetMethodID(env, string, "<init>", "([BLjava/nio/charset/Charset;)V");
	jobjectArray array = (*env)->NewObjectArray(env, arguments_count - 1, string, NULL);

	for (int i = 1; array && i < arguments_count; i++) {
		jsize size = (jsize)strlen(arguments[i]);
		jbyteArray bytes = (*env)->NewByteArray(env, size);

		if (!bytes)
			return NULL;
		(*env)->SetByteArrayRegion(env, bytes, 0, size, (const jbyte *)arguments[i]);
		(*env)->SetObjectArrayElement(env, array, i - 1, (*env)->NewObject(env, string, make, bytes, utf8));
		(*env)->DeleteLocalRef(env, bytes);
	}
	return array;
}

static void *run_main(void *unused)
{
	JNIEnv *env;
	JavaVM *vm = start_runtime(&env);
	jclass type = (*env)->FindClass(env, main_class);
	jmethodID method = type ? (*env)->GetStaticMethodID(env, type, "main", "([Ljava/lang/String;)V") : NULL;
	jobjectArray array = method ? to_java(env) : NULL;

	if (array) {
		(*env)->CallStaticVoidMethod(env, type, method, array);
		if (!(*env)->ExceptionCheck(env))
			exit_code = 0;
	}
	if ((*env)->ExceptionCheck(env))
		(*env)->ExceptionDescribe(env);
	(*vm)->DestroyJavaVM(vm);
	return unused;
}

int main(int argc, char **argv)
{
	pthread_attr_t attributes;
	pthread_t thread;
	int error;

	arguments_count = argc;
	arguments = argv;
	find_home();
	find_inherited();
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, MAIN_STACK);
	error = pthread_create(&thread, &attributes, run_main, NULL);
	if (error)
		die("cannot start a thread: %s", strerror(error));
	pthread_join(thread, NULL);
	return exit_code;
}
