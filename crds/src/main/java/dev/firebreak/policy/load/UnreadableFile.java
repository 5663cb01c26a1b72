// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import dev.firebreak.policy.Excerpt;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read, in words. */
final class UnreadableFile {
    private UnreadableFile() {}

    static String words(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "the file may not be read (permission denied)";
            default -> "the file cannot be read: " + Excerpt.line(String.valueOf(e.getMessage()));
        };
    }
}
