/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Every struct and enum of the ABI header, so that the BPF compiler writes BTF of them: the programs use some through
 * casts only, which leaves no trace. Compared with the Java constants by AbiTest; never loaded.
 */
#include <linux/types.h>
#include <linux/bpf.h>

#include "firebreak_abi.h"

struct fb_config config;
struct fb_list_ref list_ref;
struct fb_scope scope;
struct fb_rate rate;
struct fb_counters counters;
struct fb_list_header list_header;
struct fb_entry entry;
struct fb_bucket bucket;
struct fb_list list;
struct fb_piece piece;
struct fb_device device;
struct fb_cover cover;
struct fb_probe probe;
struct fb_ancestor ancestor;
struct fb_process process;
struct fb_event event;
struct fb_repeat repeat;

enum fb_limits limits;
enum fb_scope_flags scope_flags;
enum fb_list_flags list_flags;
enum fb_counter counter;
enum fb_entry_bits entry_bits;
enum fb_device_flags device_flags;
enum fb_verdict verdict;
enum fb_outcome outcome;
enum fb_rule rule;
enum fb_test_result test_result;
