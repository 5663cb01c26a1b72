// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import dev.firebreak.policy.PolicyLimits;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into lines in one buffer that is used again and again. A line ends with LF, CR LF or the end of the
 * stream. Reads at most {@link PolicyLimits#MAX_LIST_BYTES} bytes and keeps at most {@link PolicyLimits#MAX_LINE_BYTES}
 * of one line, whatever the stream holds.
 */
final class LineSource {
    enum Line {
        READ,
        /** Longer than allowed; it was skipped to its end. */
        TOO_LONG,
        END,
        /** The stream holds more bytes than a list may. */
        TOO_LARGE
    }

    private final InputStream in;
    private final byte[] buffer = new byte[2 * PolicyLimits.MAX_LINE_BYTES];
    private int position;
    private int limit;
    private long total;
    private int number;
    private int start;
    private int end;

    LineSource(InputStream in) {
        this.in = in;
    }

    /**
     * The buffer that holds the line, from {@link #start} to {@link #end}; the next call of {@link #next} overwrites
     * it.
     */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The line's number, from 1. */
    int number() {
        return number;
    }

    Line next() throws IOException {
        boolean tooLong = false;
        int scan = position;
        while (true) {
            while (scan < limit && buffer[scan] != '\n') {
                scan++;
            }
            if (scan < limit) {
                return line(scan, scan + 1, tooLong);
            }
            if (limit - position > PolicyLimits.MAX_LINE_BYTES) {
                tooLong = true;
                position = limit;
            }
            int read = refill();
            if (read < 0) {
                return limit == position && !tooLong ? Line.END : line(limit, limit, tooLong);
            }
            if (total > PolicyLimits.MAX_LIST_BYTES) {
                return Line.TOO_LARGE;
            }
            scan = limit - read;
        }
    }

    private Line line(int lineEnd, int next, boolean tooLong) {
        number++;
        start = position;
        end = lineEnd > position && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        position = next;
        return tooLong || end - start > PolicyLimits.MAX_LINE_BYTES ? Line.TOO_LONG : Line.READ;
    }

    /**
     * Moves what is left of the current line to the front and reads behind it; the bytes read, -1 at the end of the
     * stream.
     */
    private int refill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read > 0) {
            limit += read;
            total += read;
        }
        return read;
    }
}
