using Xunit;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>Each kind of reference between types is seen in the compiled code.</summary>
public sealed class TypeReferencesTests
{
    public static TheoryData<string, Type> Users { get; } = new()
    {
        { "base type", typeof(Derived) },
        { "interface", typeof(Implementing) },
        { "generic argument of an interface", typeof(Comparing) },
        { "constraint", typeof(Constrained<>) },
        { "attribute", typeof(Marked) },
        { "type named in an attribute", typeof(Naming) },
        { "attribute of a member", typeof(MarkedMember) },
        { "field", typeof(Holding) },
        { "array", typeof(HoldingMany) },
        { "property", typeof(Offering) },
        { "parameter", typeof(Taking) },
        { "local variable", typeof(Keeping) },
        { "construction", typeof(Making) },
        { "static call", typeof(Calling) },
        { "generic argument of a call", typeof(CallingGeneric) },
        { "static field", typeof(Reading) },
        { "typeof", typeof(Asking) },
        { "pattern", typeof(Matching) },
        { "catch", typeof(Catching) },
    };

    [Theory]
    [MemberData(nameof(Users), DisableDiscoveryEnumeration = true)]
    public void Sees(string kind, Type user)
    {
        Assert.NotEmpty(kind);
        Assert.Contains(TypeReferences.In(user),
            type => type == typeof(Used) || type == typeof(IUsed) || type == typeof(UsedAttribute));
    }

    [Fact]
    public void Sees_an_enum_in_the_signature_of_what_is_called() =>
        Assert.Contains(typeof(UsedKind), TypeReferences.In(typeof(Choosing)));

    [Fact]
    public void Sees_nothing_where_nothing_is_used() =>
        Assert.DoesNotContain(TypeReferences.In(typeof(Apart)),
            type => type.Assembly == typeof(Apart).Assembly && !type.IsNested);

    [Fact]
    public void Nested_types_and_closures_count_for_the_type_around_them() =>
        Assert.Contains(
            (typeof(TypeReferencesTests), typeof(TypeReferences)), TypeReferences.Of(typeof(TypeReferencesTests).Assembly));

    private interface IUsed;

    private enum UsedKind { One, Two }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class UsedAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    private sealed class NamesAttribute(Type type) : Attribute
    {
        public Type Type => type;
    }

    private class Used : Exception
    {
        public static readonly object Value = new();

        public static void Call() { }

        public static void Choose(UsedKind kind) => GC.KeepAlive(kind);
    }

    private sealed class Apart
    {
        public static int Sum(int[] values) => values.Select(value => value + 1).Sum();
    }

    private sealed class Derived : Used;

    private sealed class Implementing : IUsed;

    private sealed class Comparing : IEquatable<Used>
    {
        public bool Equals(Used? other) => other is null;
    }

    private sealed class Constrained<T> where T : IUsed;

    [Used]
    private sealed class Marked;

    [Names(typeof(Used))]
    private sealed class Naming;

    private sealed class MarkedMember
    {
        [Used]
        public int Value { get; set; }
    }

    private sealed class Holding
    {
        public List<Used>? Field = null;
    }

    private sealed class HoldingMany
    {
        public Used[]? Field = null;
    }

    private sealed class Offering
    {
        public Used? Property => null;
    }

    private sealed class Taking
    {
        public static void Take(Used used) => GC.KeepAlive(used);
    }

    private sealed class Keeping
    {
        public static int Keep(object value)
        {
            var kept = (Used)value;
            GC.KeepAlive(kept);
            return kept.GetHashCode() + kept.HResult;
        }
    }

    private sealed class Making
    {
        public static object Make() => new Used();
    }

    private sealed class Calling
    {
        public static void Call() => Used.Call();
    }

    private sealed class CallingGeneric
    {
        public static object Call() => Array.Empty<Used>();
    }

    private sealed class Reading
    {
        public static object Read() => Used.Value;
    }

    private sealed class Asking
    {
        public static Type Ask() => typeof(Used);
    }

    private sealed class Matching
    {
        public static bool Match(object value) => value is Used;
    }

    private sealed class Catching
    {
        public static void Catch()
        {
            try
            {
                GC.Collect(0);
            }
            catch (Used)
            {
                GC.KeepAlive(null);
            }
        }
    }

    private sealed class Choosing
    {
        public static void Choose() => Used.Choose(UsedKind.Two);
    }
}
