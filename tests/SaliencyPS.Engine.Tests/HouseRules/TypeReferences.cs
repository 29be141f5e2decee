using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>
/// The types that a compiled type refers to, by its declaration, its members' signatures, its attributes and its methods' code.
/// What the compiler leaves no trace of is not seen: <c>nameof</c>, constants, and members of enums, which are constants too; an
/// enum is still found where a signature of the type, or of a member that it calls, names it.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>The types of an assembly that somebody wrote: not nested in another one, nor made by the compiler.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsNested && !IsGenerated(type));

    /// <summary>
    /// References between the written types of an assembly. Types nested in one, closures and
    /// state machines among them, count for it.
    /// </summary>
    public static IEnumerable<(Type From, Type To)> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        let outer = Outermost(type)
        where !IsGenerated(outer)
        from reference in In(type).Where(reference => reference.Assembly == assembly).Select(Outermost).Distinct()
        where reference != outer && !IsGenerated(reference)
        select (outer, reference);

    /// <summary>
    /// Types, of any assembly, that one type refers to; generic ones as their definitions, and types may come twice.
    /// </summary>
    public static IEnumerable<Type> In(Type type)
    {
        IEnumerable<MethodBase> methods = [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];
        return
        [
            .. InName(type.BaseType), .. DirectInterfaces(type).SelectMany(InName), .. InConstraints(type.GetGenericArguments()),
            .. InAttributes(type), .. type.GetMembers(Declared).SelectMany(InAttributes),
            .. type.GetFields(Declared).SelectMany(field => InName(field.FieldType)),
            .. methods.SelectMany(InSignature), .. methods.SelectMany(InBody),
        ];
    }

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static bool IsGenerated(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    /// <summary>
    /// The interfaces that a type declares, without those that come with its base type or with one of the others.
    /// </summary>
    private static IEnumerable<Type> DirectInterfaces(Type type)
    {
        var all = type.GetInterfaces();
        return all.Except(all.SelectMany(other => other.GetInterfaces())).Except(type.BaseType?.GetInterfaces() ?? []);
    }

    /// <summary>
    /// The types that a type's name is made of: of arrays and pointers the element, of generic ones the arguments too.
    /// </summary>
    private static IEnumerable<Type> InName(Type? type)
    {
        if (type is null || type.IsGenericParameter) return [];
        if (type.HasElementType) return InName(type.GetElementType());
        if (type.IsFunctionPointer)
            return [.. InName(type.GetFunctionPointerReturnType()),
                .. type.GetFunctionPointerParameterTypes().SelectMany(InName)];
        return type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(InName)] : [type];
    }

    private static IEnumerable<Type> InConstraints(Type[] arguments) =>
        arguments.SelectMany(argument => argument.GetGenericParameterConstraints()).SelectMany(InName);

    private static IEnumerable<Type> InAttributes(MemberInfo member) => InAttributes(member.GetCustomAttributesData());

    private static IEnumerable<Type> InAttributes(IEnumerable<CustomAttributeData> attributes) =>
        attributes.SelectMany(attribute => (Type[])
        [
            attribute.AttributeType,
            .. attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue))
                .SelectMany(InArgument),
        ]);

    private static IEnumerable<Type> InArgument(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => InName(type),
        IEnumerable<CustomAttributeTypedArgument> items => items.SelectMany(InArgument),
        _ => InName(argument.ArgumentType),
    };

    private static IEnumerable<Type> InSignature(MethodBase method) =>
    [
        .. InNames(method),
        .. method.GetParameters().SelectMany(parameter => InAttributes(parameter.GetCustomAttributesData())),
        .. method.IsGenericMethod ? InConstraints(method.GetGenericArguments()) : [],
    ];

    private static IEnumerable<Type> InNames(MethodBase method) =>
    [
        .. method.GetParameters().SelectMany(parameter => InName(parameter.ParameterType)),
        .. InName((method as MethodInfo)?.ReturnType),
    ];

    private static IEnumerable<Type> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) return [];
        return
        [
            .. body.LocalVariables.SelectMany(local => InName(local.LocalType)),
            .. body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                .SelectMany(clause => InName(clause.CatchType)),
            .. Operands(method, body.GetILAsByteArray()!).SelectMany(InOperand),
        ];
    }

    private static IEnumerable<Type> InOperand(MemberInfo operand) => operand switch
    {
        Type type => InName(type),
        FieldInfo field => [.. InName(field.DeclaringType), .. InName(field.FieldType).Where(type => type.IsEnum)],
        MethodBase method =>
        [
            .. InName(method.DeclaringType), .. method.IsGenericMethod ? method.GetGenericArguments().SelectMany(InName) : [],
            .. InNames(method).Where(type => type.IsEnum),
        ],
        _ => throw new NotSupportedException($"An operand that is a {operand.MemberType}."),
    };

    /// <summary>The types, fields and methods that a method's code names.</summary>
    private static IEnumerable<MemberInfo> Operands(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE) value = value << 8 | code[at++];
            var kind = OpCodesByValue[value].OperandType;
            if (kind is OperandType.InlineType or OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            at += kind switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }
}
