/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A prepared question, as the benchmark's two sides share it. */
#ifndef BENCH_QUESTIONS_H
#define BENCH_QUESTIONS_H

#include <linux/types.h>

enum {
	BENCH_NAME = 112, /* octets that a name may have */
	BENCH_MESSAGE = 12 + BENCH_NAME + 4,
};

/* A DNS message: header, name, type, class; zero behind them. */
struct bench_question {
	__u8 message[BENCH_MESSAGE];
};

#endif
