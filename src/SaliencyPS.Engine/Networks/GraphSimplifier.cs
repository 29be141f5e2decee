namespace SaliencyPS.Networks;

/// <summary>Rewrites a freshly read graph into the one that is run.</summary>
internal static class GraphSimplifier
{
    public static IReadOnlyList<Node> Simplify(IReadOnlyList<Node> nodes, int output) => nodes;
}
