/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the programs cost the packets of real sockets, by the kernel's own clock. */
#ifndef FBBENCH_LIVE_H
#define FBBENCH_LIVE_H

/* object: firebreak.bpf.o with its twins. Moves this process to a network namespace of its own. */
void measure_live(const char *object, int rounds);

#endif
