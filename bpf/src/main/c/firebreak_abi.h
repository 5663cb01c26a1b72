/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The one contract between the kernel programs, the C shim and Java: every struct, enum and limit that crosses the
 * boundary, once. Fixed widths, explicit padding, sizes asserted. The build prints the Java constants from this file
 * and a test compares it with the BTF of the loaded objects. Multi-byte fields are in host order unless a comment says
 * "network order". Changing a layout or a meaning raises FB_ABI_VERSION; pins of another version are refused.
 */
#ifndef FIREBREAK_ABI_H
#define FIREBREAK_ABI_H

#include <linux/types.h>

enum fb_limits {
	FB_ABI_VERSION = 3,
	FB_SCOPE_SLOTS = 4096, /* a scope's slot is its id modulo this; slot 0 is nobody's */
	FB_MAX_LISTS = 16,     /* lists a scope names */
	FB_MAX_RULES = 64,     /* rules a list names: 6 bits of an entry's byte */
	FB_MAX_PORTS = 8,      /* DNS ports of one node or run */
	FB_MAX_NAME = 255,     /* octets of a name on the wire, with the root label (RFC 1035, 2.3.4) */
	FB_MAX_LABELS = 127,   /* labels of such a name, without the root */
	FB_MAX_ANCESTORS = 8,  /* parents told with an event */
	FB_COMM_SIZE = 16,     /* TASK_COMM_LEN */
	FB_ARGS_SIZE = 256,    /* first bytes of the arguments, NUL-separated as in /proc/PID/cmdline */
	FB_DIGEST_SIZE = 16,   /* leading bytes of a list's SHA-256: its key */
	FB_BUCKET_ENTRIES = 4,
	FB_NEAR_BUCKETS = 512,   /* of the largest list whose buckets stand behind its header: some 1,200 names */
	FB_PIECE_BUCKETS = 8192, /* of a piece of a larger one: half a megabyte */
	FB_PIECES = 64,          /* of one list: some 1,250,000 names */
	FB_COVERED = 1024,       /* elements of fb_covered */
	FB_SCRATCH_DEPTH = 8,    /* judges that may be under way at once on one CPU, each interrupting the last */
	FB_PROBE_SIZE = 16,      /* bytes of a probe packet's nonce */
	FB_UNIX_PATHS = 4,       /* unix sockets refused by firebreak_unix.bpf.o */
	FB_UNIX_PATH_SIZE = 64,  /* bytes of such a path, with its NUL */
};

/* ---- what user space fixes before the load (.rodata) ---- */

struct fb_config {
	__u32 abi_version;
	__u32 mark;                /* set on a denied packet that an answerer shall answer */
	__u32 mark_mask;           /* the bits of skb->mark that are ours */
	__u32 attribution;         /* 1: read the asking process from the kernel; 0: the helpers are missing */
	__u16 ports[FB_MAX_PORTS]; /* DNS ports; unused ones are 0 and stand at the end */
	__u64 seed[2];             /* key of the de-duplication hash, random for each load */
	__u32 denied_burst;        /* token bucket of a scope's denied, audited and malformed events */
	__u32 denied_per_second;
	__u32 allowed_burst; /* token bucket of a scope's allowed events */
	__u32 allowed_per_second;
	__u32 repeat_ms; /* a repeated lookup is told again, with its count, at most once in so long */
	__u32 cpus;      /* possible CPUs: fb_scratch has cpus * FB_SCRATCH_DEPTH entries */
};

/* ---- scopes: what one cgroup (a pod, a run) is held to ---- */

enum fb_scope_flags {
	FB_SCOPE_ENFORCES = 1 << 0,        /* malformed DNS is denied, not only recorded: set when any list enforces */
	FB_SCOPE_RECORDS_ALLOWED = 1 << 1, /* allowed lookups go to the allowed ring (the inventory) */
	FB_SCOPE_SILENT = 1 << 2,          /* records nothing at all: benchmarks */
	FB_SCOPE_ARGUMENTS = 1 << 3,       /* events carry the process's arguments */
};

enum fb_list_flags {
	FB_LIST_ENFORCES = 1 << 0,       /* clear: the policy is in mode Audit and only records */
	FB_LIST_DEFAULT_DENY = 1 << 1,   /* defaultAction: Deny */
	FB_LIST_MISSING_DENIES = 1 << 2, /* onListMissing: RefusePod: a list that is not loaded denies every question */
};

struct fb_list_ref {
	__u8 digest[FB_DIGEST_SIZE];
	__u32 flags; /* fb_list_flags */
	__u32 place; /* where in fb_lists; a list with another digest there is none */
};

/*
 * Value of fb_scopes, which has two copies for each slot: number 2 * slot + (n & 1) is in force, n being what fb_writes
 * has for the slot. User space writes the other copy, then n + 1: a reader that finds n unchanged has read one scope, whole.
 */
struct fb_scope {
	__u32 flags; /* fb_scope_flags */
	__u32 lists_count;
	__u64 id;         /* a mismatch with the id that was looked for denies */
	__u64 generation; /* raised with every write; events repeat it */
	struct fb_list_ref lists[FB_MAX_LISTS];
};

/* Value of fb_rates: a scope's token buckets. The kernel's; user space writes zero, which is full. */
struct fb_rate {
#ifdef __bpf__
	struct bpf_spin_lock lock;
#else
	__u32 lock; /* struct bpf_spin_lock */
#endif
	__u32 denied_tokens;
	__u32 allowed_tokens;
	__u32 reserved;
	__u64 refilled_ns; /* zero: full */
};

enum fb_counter {
	FB_COUNT_QUESTIONS, /* questions judged by lock 1 or, where it did not, by the answerer */
	FB_COUNT_DENIED,
	FB_COUNT_AUDITED,
	FB_COUNT_MALFORMED,
	FB_COUNT_ANSWERED,         /* NXDOMAIN or RST sent by a pod's answerer */
	FB_COUNT_DROPPED_ANSWERS,  /* by lock 2 */
	FB_COUNT_EVENTS_LOST,      /* ring full or token bucket empty */
	FB_COUNT_UNJUDGED_STREAMS, /* DNS/TCP streams whose start was not seen, reset under Enforce */
	FB_COUNT_EXHAUSTED,        /* no scratch buffer: denied; counted in slot 0 */
	FB_COUNTERS,
};

struct fb_counters {
	__u64 value[FB_COUNTERS];
};

/* ---- lists: a header and buckets of 64 octets, behind it or, of a large list, in pieces ---- */

enum fb_entry_bits {                        /* of each of the four bytes of an entry's value */
		     FB_ENTRY_RULE = 0x3f,  /* rule index */
		     FB_ENTRY_DENY = 0x40,  /* decide bytes: deny; audit bytes: present */
		     FB_ENTRY_ALLOW = 0x80, /* decide bytes: allow */
		     FB_ENTRY_EXACT_DECIDE_SHIFT = 0,
		     FB_ENTRY_EXACT_AUDIT_SHIFT = 8,
		     FB_ENTRY_BELOW_DECIDE_SHIFT = 16,
		     FB_ENTRY_BELOW_AUDIT_SHIFT = 24,
};

struct fb_list_header {
	__u32 abi_version;
	__u32 bucket_mask;           /* buckets - 1, a power of two minus one */
	__u64 seed[2];               /* key of the name hash: digest bytes 16..31, little-endian */
	__u64 depths[2];             /* bit d: some entry has d labels */
	__u8 digest[FB_DIGEST_SIZE]; /* whose list it is */
	__u32 entries;               /* names; for people */
	__u32 deepest;               /* labels of the deepest entry */
};

/*
 * A name has a sign and a hash (h0, h1), 64 bits each; below. Its first bucket is number (sign >> FB_BUCKET_SHIFT) &
 * bucket_mask; where that one overflowed, a second is that number ^ h1, & bucket_mask. An entry's tag is what tells names of a
 * bucket apart: sign >> FB_TAG_SHIFT without its highest bit, low 32 bits of h1, low 32 bits of h0. An entry whose value is 0
 * is empty. The highest bit of entry n's tag[0] is FB_TAG_OVERFLOW, whoever the entry belongs to: some name with
 * (sign >> FB_TAG_SHIFT & 3) == n lies in its second bucket though this one is its first.
 */
#define FB_SIGN_FACTOR 0x9e3779b97f4a7c15ull
#define FB_BUCKET_SHIFT 40
#define FB_TAG_SHIFT 8
#define FB_TAG_OVERFLOW 0x80000000u

struct fb_entry {
	__u32 tag[3];
	__u32 value;
};

struct fb_bucket {
	struct fb_entry entries[FB_BUCKET_ENTRIES];
};

/* Value of what stands in fb_lists; its buckets are unused where there are more than FB_NEAR_BUCKETS. */
struct fb_list {
	struct fb_list_header header;
	struct fb_bucket buckets[FB_NEAR_BUCKETS];
};

/* Value of what stands in fb_pieces: buckets n * FB_PIECE_BUCKETS and on of the list at place p, at p * FB_PIECES + n. */
struct fb_piece {
	struct fb_bucket buckets[FB_PIECE_BUCKETS];
};

/*
 * The name hash: SipHash-1-3 rounds over the labels from the right, each label lower-cased (ASCII), cut in
 * little-endian words of 8 bytes; the last word of a label holds its remaining 0..7 bytes and, in the top byte, its
 * length. State: v0 = seed0 ^ "somepseu", v1 = seed1 ^ "dorandom", v2 = seed0 ^ "lygenera", v3 = seed1 ^ "tedbytes".
 * After each label the sign of the suffix so far is (v0 ^ v1 ^ v2 ^ v3) * FB_SIGN_FACTOR, and its hash is taken from a copy of
 * the state: v2 ^= 0xff, three rounds, h0 = v0 ^ v1, h1 = v2 ^ v3.
 */

/* ---- devices that an answerer covers ---- */

struct fb_device {
	__u32 netns; /* inode number of the network namespace */
	__u32 ifindex;
};

enum fb_device_flags {
	FB_DEVICE_LOOPBACK = 1 << 0, /* answered in place; a question that NAT moved is not answered here */
};

struct fb_cover {
	__u64 scope; /* 0: answers whatever carries the mark (a host's device); else only this scope's */
	__u32 flags; /* fb_device_flags */
	__u32 reserved;
};

/* Payload of the UDP probe packet, sent with the mark; the answerer counts it under its nonce and drops it. */
#define FB_PROBE_MAGIC 0x4642f12eb4ea9c01ull

struct fb_probe {
	__u64 magic; /* FB_PROBE_MAGIC, host order */
	__u8 nonce[FB_PROBE_SIZE];
};

/* ---- events ---- */

enum fb_verdict {
	FB_VERDICT_NONE, /* not a DNS question: passes, never an event */
	FB_VERDICT_ALLOWED,
	FB_VERDICT_AUDITED, /* allowed; a rule or policy in mode Audit would deny */
	FB_VERDICT_DENIED,
	FB_VERDICT_MALFORMED, /* denied if the scope enforces */
};

enum fb_outcome { /* what was done to the packet */
		  FB_OUTCOME_PASSED,
		  FB_OUTCOME_ANSWERED, /* left to the answerer: NXDOMAIN, for TCP a reset */
		  FB_OUTCOME_REFUSED,  /* EPERM for UDP; a TCP segment is dropped */
};

enum fb_rule { /* beside the rule indexes 0..63 */
	       FB_RULE_NONE = 0xff,
	       FB_RULE_DEFAULT = 0xfe,  /* defaultAction: Deny */
	       FB_RULE_MISSING = 0xfd,  /* the list was not loaded */
	       FB_RULE_NO_SCOPE = 0xfc, /* the program stood attached without a scope, or was exhausted */
};

struct fb_ancestor {
	__u32 pid;
	char comm[FB_COMM_SIZE];
};

struct fb_process {
	__u32 known; /* 0: attribution is not loaded, or the reader failed; all else is then zero */
	__u32 pid;   /* thread that asked (initial pid namespace) */
	__u32 tgid;
	__u32 uid;
	__u64 start_ns; /* task's start, CLOCK_MONOTONIC */
	char comm[FB_COMM_SIZE];
	__u32 args_size;       /* bytes of args that are filled */
	__u32 ancestors_count; /* parent first */
	struct fb_ancestor ancestors[FB_MAX_ANCESTORS];
	char args[FB_ARGS_SIZE];
};

struct fb_event {
	__u64 time_ns; /* CLOCK_MONOTONIC */
	__u64 scope;
	__u64 key[2];     /* of (scope, name, type, process, verdict): key of fb_repeats */
	__u64 count;      /* lookups under this key so far */
	__u8 verdict;     /* fb_verdict */
	__u8 outcome;     /* fb_outcome */
	__u8 protocol;    /* IPPROTO_UDP or IPPROTO_TCP */
	__u8 ip_version;  /* 4 or 6 */
	__u8 decide_list; /* index in the scope of the list that denied or has the allow rule; 31: none */
	__u8 decide_rule; /* rule index or fb_rule */
	__u8 audit_list;
	__u8 audit_rule; /* rule index, FB_RULE_DEFAULT, FB_RULE_MISSING or FB_RULE_NONE */
	__u16 qtype;
	__u16 qclass;
	__u16 local_port;
	__u16 remote_port;
	__u32 ifindex;
	__u32 netns;     /* 0: unknown */
	__u32 name_size; /* octets of name, with the root label; 0 for MALFORMED */
	__u32 reserved;
	__u64 generation;       /* of the scope that was judged: tells which lists the indexes mean */
	__u8 local_address[16]; /* IPv4 in the first four octets, the rest zero */
	__u8 remote_address[16];
	struct fb_process process;
	__u8 name[FB_MAX_NAME + 1]; /* wire form, as asked (case kept) */
};

/* Value of fb_repeats; key: fb_event.key. */
struct fb_repeat {
	__u64 scope;
	__u64 count;
	__u64 told_ns;
};

/* What fb_test_judge returns: the fields of an event, packed. A list of 31 is none. */
enum fb_test_result {
	FB_TEST_VERDICT_MASK = 7,
	FB_TEST_DECIDE_LIST_SHIFT = 3, /* 5 bits */
	FB_TEST_DECIDE_RULE_SHIFT = 8, /* 8 bits */
	FB_TEST_AUDIT_LIST_SHIFT = 16, /* 5 bits */
	FB_TEST_AUDIT_RULE_SHIFT = 21, /* 8 bits */
};

_Static_assert(sizeof(struct fb_config) == 72, "fb_config");
_Static_assert(sizeof(struct fb_list_ref) == 24, "fb_list_ref");
_Static_assert(sizeof(struct fb_scope) == 24 + FB_MAX_LISTS * 24, "fb_scope");
_Static_assert(sizeof(struct fb_rate) == 24, "fb_rate");
_Static_assert(sizeof(struct fb_bucket) == 64, "a bucket is one cache line");
_Static_assert(sizeof(struct fb_list_header) == sizeof(struct fb_bucket), "the header is a line");
_Static_assert(sizeof(struct fb_list) == (1 + FB_NEAR_BUCKETS) * sizeof(struct fb_bucket), "a line, then buckets");
_Static_assert(sizeof(struct fb_process) == 48 + 160 + FB_ARGS_SIZE, "fb_process");
_Static_assert(sizeof(struct fb_event) == 112 + sizeof(struct fb_process) + 256, "fb_event");

#endif
