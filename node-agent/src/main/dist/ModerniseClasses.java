// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Copies jars into a folder, and writes some of their classes anew for the start-up cache's sake. Classes older than Java 8
 * get the format of the JDK that runs this, with the stack maps which that format wants: the cache leaves out classes of
 * version 49 and older (they are verified the old way), and picocli's are of that version: 45 ms of each start. What the
 * runtime would make classes for is written out (Desugaring.java). All else is copied as it is.
 *
 * <p>usage: java ModerniseClasses.java FOLDER JAR... -- JAR...; those behind the hyphens are only looked things up in
 */
void main(String[] arguments) throws IOException {
    List<String> words = Arrays.stream(arguments).skip(1).toList();
    List<Path> jars = words.stream().takeWhile(word -> !word.equals("--")).map(Path::of).toList();
    List<Path> all = words.stream().filter(word -> !word.equals("--")).map(Path::of).toList();
    try (var classes = new URLClassLoader(all.stream().map(this::url).toArray(URL[]::new))) {
        ClassFile format = ClassFile.of(
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)),
                StackMapsOption.STACK_MAPS_WHEN_REQUIRED);
        for (Path jar : jars) {
            Path copy = Path.of(arguments[0], jar.getFileName().toString());
            modernise(Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING), format);
        }
    }
}

URL url(Path jar) {
    try {
        return jar.toUri().toURL();
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}

void modernise(Path archive, ClassFile format) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of());
            var files = Files.walk(jar.getPath("/"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
            ClassModel old = format.parse(Files.readAllBytes(file));
            if (old.majorVersion() < ClassFile.JAVA_8_VERSION) {
                replace(file, format.transformClass(old, modern()));
            } else if (Desugaring.concerns(old)) {
                replace(file, format.transformClass(old, Desugaring.of(old)));
            }
        }
    }
}

void replace(Path file, byte[] content) throws IOException {
    FileTime time = Files.getLastModifiedTime(file); // kept, so that the same jar comes out of the same jar
    Files.write(file, content);
    Files.setLastModifiedTime(file, time);
}

/** Re-emits each method's code (which makes its stack maps) under the new version. */
ClassTransform modern() {
    return ClassTransform.transformingMethodBodies((code, element) -> code.with(element)).andThen((type, element) -> {
        if (element instanceof ClassFileVersion) {
            type.withVersion(ClassFile.latestMajorVersion(), 0);
        } else {
            type.with(element);
        }
    });
}
