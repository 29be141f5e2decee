using SaliencyPS.Networks;
using Xunit;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>The engine's public surface changes only where somebody means it to, and stays small.</summary>
public sealed class PublicSurfaceTests
{
    // What scripts see: results, choices, and networks as data, with a record for each layer. A new layer may raise it by one.
    private const int MostTypes = 114;

    private const string Accept = "SALIENCYPS_ACCEPT";

    private static readonly string Snapshot =
        Path.Combine(Repository.Root, "tests", "SaliencyPS.Engine.Tests", "HouseRules", "PublicSurface.txt");

    /// <summary>Generic types through which whoever holds one can write.</summary>
    private static readonly Type[] Open = [typeof(List<>), typeof(Dictionary<,>), typeof(Memory<>), typeof(Span<>)];

    [Fact]
    public void Is_the_one_that_was_agreed_on()
    {
        var now = PublicSurface.Lines(typeof(Network).Assembly).ToArray();
        if (Environment.GetEnvironmentVariable(Accept) == "1") File.WriteAllText(Snapshot, string.Join('\n', now) + '\n');
        var agreed = File.ReadAllLines(Snapshot);
        var difference = agreed.Except(now).Select(line => $"- {line}")
            .Concat(now.Except(agreed).Select(line => $"+ {line}")).ToArray();
        Assert.True(difference.Length == 0,
            $"{string.Join('\n', difference)}\nIf that is meant, write {Repository.Relative(Snapshot)} anew:\n"
            + $"  {Accept}=1 dotnet test -c Release tests/SaliencyPS.Engine.Tests --filter {nameof(PublicSurfaceTests)}");
    }

    [Fact]
    public void Has_few_types()
    {
        var types = typeof(Network).Assembly.GetExportedTypes();
        Assert.True(types.Length <= MostTypes,
            $"{types.Length} types of the engine are public, {MostTypes} at most should be: "
            + $"{string.Join(", ", types.Select(type => type.FullName).Order())}.");
    }

    /// <summary>Many runspaces share one network: an array that it handed out could be changed under all of them.</summary>
    [Fact]
    public void Networks_hand_out_no_array()
    {
        var types = typeof(Network).Assembly.GetExportedTypes()
            .Where(type => $"{type.Namespace}.".StartsWith("SaliencyPS.Networks.", StringComparison.Ordinal)).ToArray();
        Assert.Contains(typeof(Network), types);
        string[] open =
        [
            .. types.SelectMany(type => type.GetProperties()).Where(property => IsMutable(property.PropertyType))
                .Select(p => $"{p.DeclaringType!.Name}.{p.Name}"),
            .. types.SelectMany(type => type.GetFields()).Where(field => IsMutable(field.FieldType))
                .Select(f => $"{f.DeclaringType!.Name}.{f.Name}"),
        ];
        Assert.True(open.Length == 0,
            $"Whoever reads these can change a network that others use; make them ImmutableArray<T>, ReadOnlySpan<T> or "
                + $"internal: {string.Join(", ", open.Distinct().Order())}.");
    }

    private static bool IsMutable(Type type) =>
        type.IsArray || (type.IsGenericType && Open.Contains(type.GetGenericTypeDefinition()));
}
