using System.Globalization;
using System.IO.Enumeration;
using SaliencyPS.Networks;

namespace SaliencyPS.Saliency;

/// <summary>Finds classes of a network by index, label or wildcard.</summary>
internal static class ClassSelector
{
    /// <summary>Indices of the classes that the patterns name, in the patterns' order, each once.</summary>
    /// <param name="network">The network whose labels are searched.</param>
    /// <param name="patterns">
    /// Each an index ("207"), a label ("golden retriever") or a wildcard ("*retriever", * and ?), in any case.
    /// </param>
    /// <exception cref="ArgumentException">A pattern names no class; the message names the pattern and the network.</exception>
    public static IReadOnlyList<int> Resolve(Network network, IEnumerable<string> patterns) =>
        [.. patterns.SelectMany(pattern => Matches(network, pattern)).Distinct()];

    private static int[] Matches(Network network, string pattern)
    {
        if (int.TryParse(pattern, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return index < network.ClassCount ? [index]
                : throw new ArgumentException(
                    $"Network '{network.Name}' has no class {index}; its classes are 0 to {network.ClassCount - 1}.");
        int[] found = [.. Enumerable.Range(0, network.ClassCount)
            .Where(c => FileSystemName.MatchesSimpleExpression(pattern, network.Labels[c]))];
        return found.Length > 0 ? found
            : throw new ArgumentException($"No class of network '{network.Name}' matches '{pattern}'.");
    }
}
