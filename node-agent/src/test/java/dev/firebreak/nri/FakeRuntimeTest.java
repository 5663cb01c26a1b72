// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The double keeps what the real runtimes keep. */
class FakeRuntimeTest {
    abstract static class Generation extends RuntimeContract {
        @TempDir
        private Path sockets;

        private FakeRuntime runtime;
        private FakePods pods;

        abstract boolean oneCallAnEvent();

        @BeforeEach
        void start() throws IOException {
            runtime = new FakeRuntime(sockets.resolve("nri.sock"));
            pods = new FakePods(runtime, oneCallAnEvent());
        }

        @AfterEach
        void stop() throws IOException {
            pods.close();
        }

        @Override
        Path socket() {
            return runtime.socket();
        }

        @Override
        Pods pods() {
            return pods;
        }
    }

    @Nested
    class Old extends Generation {
        @Override
        boolean oneCallAnEvent() {
            return false;
        }
    }

    @Nested
    class New extends Generation {
        @Override
        boolean oneCallAnEvent() {
            return true;
        }
    }
}
