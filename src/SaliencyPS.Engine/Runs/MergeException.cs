namespace SaliencyPS.Runs;

/// <summary>The parts in a folder make no whole yet; the message says why.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="missing">The shards that have to be run, or gone on with; none where it is not that.</param>
internal sealed class MergeException(string message, IReadOnlyList<int> missing) : Exception(message)
{
    /// <summary>The shards that have to be run, or gone on with, in order; none where it is not that.</summary>
    public IReadOnlyList<int> Missing => missing;

    /// <summary>Numbers in order as job arrays take them: <c>4,7</c>, <c>1-3,8</c>.</summary>
    public static string Array(IReadOnlyList<int> numbers)
    {
        List<string> runs = [];
        for (var i = 0; i < numbers.Count;)
        {
            var begin = i;
            while (++i < numbers.Count && numbers[i] == numbers[i - 1] + 1) { }
            runs.Add(i - begin == 1 ? $"{numbers[begin]}" : $"{numbers[begin]}-{numbers[i - 1]}");
        }

        return string.Join(',', runs);
    }
}
