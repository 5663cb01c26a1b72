// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Copies jars into a folder; classes older than Java 8 are written anew in the format of the JDK that runs this, with the
 * stack maps which that format wants. The start-up cache leaves out classes of version 49 and older (they are verified
 * the old way), and picocli's are of that version: 45 ms of each start. All else is copied as it is.
 *
 * <p>usage: java ModerniseClasses.java FOLDER JAR...
 */
void main(String[] arguments) throws IOException {
    for (int i = 1; i < arguments.length; i++) {
        Path from = Path.of(arguments[i]);
        modernise(Files.copy(from, Path.of(arguments[0], from.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING));
    }
}

void modernise(Path archive) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of());
            var files = Files.walk(jar.getPath("/"))) {
        ClassFile format = ClassFile.of(
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> open(jar, type))
                        .orElse(ClassHierarchyResolver.defaultResolver())),
                StackMapsOption.STACK_MAPS_WHEN_REQUIRED);
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
            ClassModel old = format.parse(Files.readAllBytes(file));
            if (old.majorVersion() < ClassFile.JAVA_8_VERSION) {
                FileTime time = Files.getLastModifiedTime(file); // kept, so that the same jar comes out of the same jar
                Files.write(file, format.transformClass(old, modern()));
                Files.setLastModifiedTime(file, time);
            }
        }
    }
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

/** The class file of a type of this jar; null (what the resolver asks for) when it is not of this jar. */
InputStream open(FileSystem jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    Path file = jar.getPath("/" + descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
        return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}
