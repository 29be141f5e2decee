using System.Reflection;
using System.Runtime.CompilerServices;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>
/// What others can compile against, in C#'s words: a line for each type that is visible outside its assembly and one for each of
/// its members. What the compiler writes for records is left out.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(double)] = "double",
        [typeof(float)] = "float", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(object)] = "object",
        [typeof(short)] = "short", [typeof(string)] = "string", [typeof(uint)] = "uint", [typeof(ulong)] = "ulong",
        [typeof(ushort)] = "ushort", [typeof(void)] = "void",
    };

    /// <summary>The lines of an assembly's surface, sorted, each readable without those around it.</summary>
    public static IEnumerable<string> Lines(Assembly assembly) => assembly.GetExportedTypes()
        .SelectMany(type =>
            Members(type).Select(member => $"{FullName(type)}.{member}").Prepend($"{FullName(type)} : {Kind(type)}"))
        .Order(StringComparer.Ordinal);

    private static string Kind(Type type)
    {
        if (type.IsEnum) return $"enum of {Name(Enum.GetUnderlyingType(type))}";
        if (type.IsSubclassOf(typeof(Delegate))) return $"delegate {Signature(type.GetMethod("Invoke")!)}";
        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : IsRecord(type) ? "record" : "class";
        var modifier = type.IsInterface || type.IsValueType ? "" : type.IsAbstract && type.IsSealed ? "static "
            : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent]
            : Type.EmptyTypes;
        // Interfaces that are not visible themselves promise nothing, and every record is IEquatable.
        var interfaces = type.GetInterfaces()
            .Where(i => i.IsVisible && !(i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>)));
        var from = string.Join(", ", bases.Concat(interfaces).Select(Name).Order(StringComparer.Ordinal));
        return $"{modifier}{kind}{(from == "" ? "" : $" from {from}")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>()
                .Select(value => $"{value} = {Convert.ChangeType(value, Enum.GetUnderlyingType(type))}");
        if (type.IsSubclassOf(typeof(Delegate))) return [];
        return
        [
            .. type.GetConstructors(Declared).Where(IsVisible).Select(made => $"new({Parameters(made)})"),
            .. type.GetFields(Declared).Where(IsVisible)
                .Select(field => $"{field.Name} : {Modifier(field)}{Name(field.FieldType)}"),
            .. type.GetProperties(Declared)
                .Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible) && !IsGenerated(property))
                .Select(Property),
            .. type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!))
                .Select(e => $"{e.Name} : event {Name(e.EventHandlerType!)}"),
            .. type.GetMethods(Declared)
                .Where(method => IsVisible(method) && !IsGenerated(method) && (!method.IsSpecialName || IsOperator(method)))
                .Select(method => $"{method.Name}{Arguments(method.GetGenericArguments())}{Signature(method)}"),
        ];
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToArray();
        var words = accessors.Select(a => Access(a) + (a == property.GetMethod ? "get;" : IsInit(a) ? "init;" : "set;"));
        var index = property.GetIndexParameters();
        return $"{property.Name}{(index.Length == 0 ? "" : $"[{string.Join(", ", index.Select(Parameter))}]")} : "
            + $"{(accessors[0].IsStatic ? "static " : "")}{Name(property.PropertyType)} {{ {string.Join(' ', words)} }}";
    }

    private static string Modifier(FieldInfo field) => field.IsLiteral ? "const " : field.IsStatic ? "static " : "";

    private static string Signature(MethodInfo method) =>
        $"({Parameters(method)}) : {Access(method)}{(method.IsStatic ? "static " : method.IsAbstract ? "abstract " : "")}"
            + $"{Name(method.ReturnType)}";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref "
            : IsList(parameter) ? "params " : "";
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var otherwise = !parameter.HasDefaultValue ? ""
            : FormattableString.Invariant($" = {parameter.DefaultValue ?? "default"}");
        return $"{way}{Name(type)} {parameter.Name}{otherwise}";
    }

    /// <summary>A type's name as a declaration or signature writes it, without namespaces.</summary>
    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsPointer) return $"{Name(type.GetElementType()!)}*";
        if (Nullable.GetUnderlyingType(type) is { } value) return $"{Name(value)}?";
        if (type.IsGenericParameter) return type.Name;
        if (type.IsAssignableTo(typeof(ITuple)) && type.IsGenericType)
            return $"({string.Join(", ", type.GetGenericArguments().Select(Name))})";
        return $"{type.Name.Split('`')[0]}{Arguments(type.GetGenericArguments())}";
    }

    private static string FullName(Type type) =>
        $"{(type.IsNested ? FullName(type.DeclaringType!) : type.Namespace)}.{type.Name.Split('`')[0]}"
            + $"{Arguments(type.GetGenericArguments())}";

    private static string Arguments(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsList(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
