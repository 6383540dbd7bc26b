/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a woven method. Its own keep their places, so that none of its instructions changes. Behind them
 * come: the arguments which the call at the end wants as they were at the start, the token, and one for what is
 * returned or thrown while that call is made.
 */
final class Variables {
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");
    private static final Type THROWABLE = Type.getObjectType("java/lang/Throwable");

    private final String owner;
    private final boolean isStatic;
    private final boolean isConstructor;
    private final Type[] arguments;
    private final Type result;
    private final int own;
    private final Map<String, String> fields;
    private final List<Operand> kept = new ArrayList<>();
    private final @Nullable Type token;

    /**
     * Lays them out.
     *
     * @param fields of the class, with their descriptors
     */
    Variables(String owner, int access, String name, String descriptor, Weaver.Plan plan, Map<String, String> fields) {
        this.owner = owner;
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.isConstructor = name.equals("<init>");
        this.arguments = Type.getArgumentTypes(descriptor);
        this.result = Type.getReturnType(descriptor);
        this.own = plan.maxLocals;
        this.fields = fields;
        Call enter = plan.advice.enter();
        this.token = enter == null || enter.result() == Type.VOID_TYPE ? null : enter.result();
        if (plan.advice.exit() != null) {
            for (Operand operand : plan.advice.exit().operands()) {
                if (operand.source() == Operand.Source.ARGUMENT) {
                    kept.add(operand);
                }
            }
        }
    }

    String owner() {
        return owner;
    }

    boolean isConstructor() {
        return isConstructor;
    }

    Type result() {
        return result;
    }

    @Nullable
    Type token() {
        return token;
    }

    /** How many there are in all, counted in slots. */
    int count() {
        return spare() + 2;
    }

    /** The type of an operand, which must fit a parameter of a probe: JVMs do not verify classes of the JDK. */
    Type type(Operand operand, Type parameter) {
        Type type = switch (operand.source()) {
            case THIS -> self();
            case ARGUMENT -> typeOf(operand);
            case FIELD -> field(operand.field());
            case NUMBER -> Type.INT_TYPE;
            case TOKEN -> token == null ? Type.VOID_TYPE : token;
            case THROWN -> THROWABLE;
            case RETURNED -> result;
        };
        boolean fits = parameter.equals(OBJECT)
                ? type.getSort() >= Type.ARRAY
                : type.equals(parameter) || operand.source() == Operand.Source.THIS;
        if (!fits) {
            throw new IllegalStateException(operand + " is of type " + type.getClassName());
        }
        return type;
    }

    private Type self() {
        if (isStatic) {
            throw new IllegalStateException("a static method has no this");
        }
        return Type.getObjectType(owner);
    }

    private Type field(String name) {
        String descriptor = fields.get(name);
        if (descriptor == null) {
            throw new IllegalStateException("no field " + name);
        }
        self();
        return Type.getType(descriptor);
    }

    private Type typeOf(Operand argument) {
        if (argument.number() >= arguments.length) {
            throw new IllegalStateException("no argument " + argument.number());
        }
        return arguments[argument.number()];
    }

    /** Puts aside, at the start, what the call at the end wants as it is now. */
    void keepArguments(MethodVisitor code) {
        int slot = own;
        for (Operand operand : kept) {
            Type type = typeOf(operand);
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), argument(operand));
            code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
            slot += type.getSize();
        }
    }

    /** The slot of this argument, as it was at the start. */
    int kept(Operand wanted) {
        int slot = own;
        for (Operand operand : kept) {
            if (operand.number() == wanted.number()) {
                return slot;
            }
            slot += typeOf(operand).getSize();
        }
        throw new IllegalArgumentException("not kept: " + wanted);
    }

    int tokenSlot() {
        int slot = own;
        for (Operand operand : kept) {
            slot += typeOf(operand).getSize();
        }
        return slot;
    }

    /** Where what is returned or thrown is kept meanwhile. */
    int spare() {
        return tokenSlot() + (token == null ? 0 : token.getSize());
    }

    /** What the verifier is to know at the start of the method's own code: arguments, and our variables. */
    Object[] atStart() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(owner);
        }
        for (Type argument : arguments) {
            locals.add(verified(argument));
        }
        return with(locals, null);
    }

    /** What it is to know within the method's own code, which knows this much itself. */
    Object[] within(int count, Object[] known) {
        return with(new ArrayList<>(Arrays.asList(known).subList(0, count)), null);
    }

    /** What it is to know where an exception was caught: nothing of the method's own. */
    Object[] caught(@Nullable Type spare) {
        return with(new ArrayList<>(), spare);
    }

    private Object[] with(List<Object> locals, @Nullable Type spare) {
        int slots = 0;
        for (Object local : locals) {
            slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; slots < own; slots++) {
            locals.add(Opcodes.TOP);
        }
        for (Operand operand : kept) {
            locals.add(verified(typeOf(operand)));
        }
        if (token != null) {
            locals.add(verified(token));
        }
        if (spare != null && spare != Type.VOID_TYPE) {
            locals.add(verified(spare));
        }
        return locals.toArray();
    }

    /** The slot of an argument, which the method's own code may use for something else later. */
    int argument(Operand operand) {
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < operand.number(); i++) {
            slot += arguments[i].getSize();
        }
        return slot;
    }

    /** The slot of the argument that a call is given. */
    int argument(Call call) {
        for (Operand operand : call.operands()) {
            if (operand.source() == Operand.Source.ARGUMENT) {
                return argument(operand);
            }
        }
        throw new IllegalArgumentException("no argument for " + call);
    }

    private static Object verified(Type type) {
        switch (type.getSort()) {
            case Type.OBJECT:
            case Type.ARRAY:
                return type.getInternalName();
            case Type.LONG:
                return Opcodes.LONG;
            case Type.DOUBLE:
                return Opcodes.DOUBLE;
            case Type.FLOAT:
                return Opcodes.FLOAT;
            default:
                return Opcodes.INTEGER;
        }
    }
}
