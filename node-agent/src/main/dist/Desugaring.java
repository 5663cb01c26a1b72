// SPDX-License-Identifier: Apache-2.0
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes out what javac leaves to the runtime: the choice of a pattern switch, and a record's equals, hashCode and toString.
 * The runtime makes a class for each when it is first met, some milliseconds each at a start, and the start-up cache
 * cannot hold those. Every such call becomes one of a private method that does the same.
 */
final class Desugaring {
    private static final String SWITCHES = "java.lang.runtime.SwitchBootstraps";
    private static final String RECORDS = "java.lang.runtime.ObjectMethods";
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");

    private final ClassDesc owner;
    private final boolean isInterface;
    private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();

    private Desugaring(ClassDesc owner, boolean isInterface) {
        this.owner = owner;
        this.isInterface = isInterface;
    }

    /** Tells whether a class has anything of that kind. */
    static boolean concerns(ClassModel type) {
        return type.findAttribute(Attributes.bootstrapMethods()).stream()
                .flatMap(table -> table.bootstrapMethods().stream())
                .map(entry -> entry.bootstrapMethod().asSymbol())
                .anyMatch(Desugaring::isOurs);
    }

    /** The transformation of a class. */
    static ClassTransform of(ClassModel type) {
        var desugaring = new Desugaring(type.thisClass().asSymbol(), type.flags().has(AccessFlag.INTERFACE));
        return ClassTransform.transformingMethodBodies(desugaring::instruction)
                .andThen(ClassTransform.endHandler(end -> desugaring.methods.forEach(method -> method.accept(end))));
    }

    private static boolean isOurs(DirectMethodHandleDesc bootstrap) {
        return List.of(SWITCHES, RECORDS).contains(bootstrap.owner().packageName() + "." + bootstrap.owner().displayName());
    }

    private void instruction(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeDynamicInstruction call && body(call) instanceof Consumer<CodeBuilder> body) {
            String name = "desugared$" + methods.size();
            MethodTypeDesc signature = call.typeSymbol();
            int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
            methods.add(type -> type.withMethodBody(name, signature, flags, body));
            code.invokestatic(owner, name, signature, isInterface);
        } else {
            code.with(element);
        }
    }

    /** What the call does, as the body of a static method of the same parameters; null: it stays as it is. */
    private Consumer<CodeBuilder> body(InvokeDynamicInstruction call) {
        DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
        List<ConstantDesc> arguments = call.bootstrapArgs();
        if (!isOurs(bootstrap)) {
            return null;
        }
        if (bootstrap.methodName().equals("typeSwitch")) {
            boolean byType = arguments.stream().allMatch(label -> label instanceof ClassDesc);
            return byType ? code -> choice(code, arguments) : null;
        }
        if (!bootstrap.methodName().equals("bootstrap")) {
            return null;
        }
        List<DirectMethodHandleDesc> fields =
                arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
        return switch (call.name().stringValue()) {
            case "equals" -> code -> equal(code, fields);
            case "hashCode" -> code -> hash(code, fields);
            case "toString" -> code -> text(code, fields);
            default -> null;
        };
    }

    /** The index of the first type, from the second argument on, that the first argument is of; -1 for null. */
    private static void choice(CodeBuilder code, List<ConstantDesc> types) {
        code.aload(0).ifThen(Opcode.IFNULL, then -> then.iconst_m1().ireturn());
        for (int i = 0; i < types.size(); i++) {
            int index = i;
            Label next = code.newLabel();
            code.iload(1).loadConstant(index).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) types.get(index)).ifeq(next);
            code.loadConstant(index).ireturn();
            code.labelBinding(next);
        }
        code.loadConstant(types.size()).ireturn();
    }

    private void equal(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        Label unequal = code.newLabel();
        code.aload(1).instanceOf(owner).ifeq(unequal);
        code.aload(1).checkcast(owner).astore(2);
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = type(field);
            code.aload(0).getfield(owner, field.methodName(), type);
            code.aload(2).getfield(owner, field.methodName(), type);
            switch (TypeKind.from(type)) {
                case REFERENCE ->
                    code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object)).ifeq(unequal);
                case LONG -> code.lcmp().ifne(unequal);
                // As they are compared: NaN equals itself, 0.0 is not -0.0.
                case FLOAT, DOUBLE -> code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type)).ifne(unequal);
                default -> code.if_icmpne(unequal);
            }
        }
        code.iconst_1().ireturn();
        code.labelBinding(unequal).iconst_0().ireturn();
    }

    private void hash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        code.iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = type(field);
            boolean reference = TypeKind.from(type) == TypeKind.REFERENCE;
            code.bipush(31).imul().aload(0).getfield(owner, field.methodName(), type);
            code.invokestatic(
                    reference ? OBJECTS : box(type), "hashCode", MethodTypeDesc.of(CD_int, reference ? CD_Object : type));
            code.iadd();
        }
        code.ireturn();
    }

    private void text(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", MethodTypeDesc.ofDescriptor("()V"));
        String before = simpleName() + "[";
        for (DirectMethodHandleDesc field : fields) {
            code.loadConstant(before + field.methodName() + "=");
            code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, CD_String));
            code.aload(0).getfield(owner, field.methodName(), type(field));
            code.invokestatic(CD_String, "valueOf", MethodTypeDesc.of(CD_String, printed(type(field))));
            code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, CD_String));
            before = ", ";
        }
        code.loadConstant(fields.isEmpty() ? before + "]" : "]");
        code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, CD_String));
        code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(CD_String)).areturn();
    }

    private String simpleName() {
        String name = owner.displayName();
        return name.substring(name.lastIndexOf('$') + 1);
    }

    private static ClassDesc type(DirectMethodHandleDesc getter) {
        return getter.invocationType().returnType();
    }

    private static ClassDesc box(ClassDesc primitive) {
        return switch (primitive.displayName()) {
            case "int" -> ClassDesc.of("java.lang.Integer");
            case "char" -> ClassDesc.of("java.lang.Character");
            case String name -> ClassDesc.of("java.lang." + Character.toUpperCase(name.charAt(0)) + name.substring(1));
        };
    }

    /** The parameter by which String.valueOf takes a value of this type. */
    private static ClassDesc printed(ClassDesc type) {
        return switch (TypeKind.from(type)) {
            case REFERENCE -> CD_Object;
            case BYTE, SHORT -> CD_int;
            default -> type;
        };
    }
}
