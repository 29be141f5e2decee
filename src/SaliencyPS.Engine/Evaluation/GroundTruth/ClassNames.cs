using System.Globalization;
using SaliencyPS.Networks.Catalog;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Which class of a network a name in a file means. A name is an index ("207"), a WordNet id ("n02099601", text may
/// follow) or one or more labels with commas between ("tench, Tinca tinca"); so may be the network's labels. Case,
/// underscores and outer blanks do not matter.
/// </summary>
/// <remarks>Labels are looked at once, so that a file of many names costs no more than its length.</remarks>
internal sealed class ClassNames
{
    private const int IdLength = 9;

    private static readonly Dictionary<string, string> ImageNet =
        ImageNetLabels.WordNetIds.Zip(ImageNetLabels.Names)
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlyList<string> _labels;
    private readonly ILookup<string, int> _byText, _bySynonym, _byId;

    /// <summary>Looks at the labels of a network, one for each class.</summary>
    public ClassNames(IReadOnlyList<string> labels)
    {
        _labels = labels;
        _byText = labels.Index().ToLookup(label => Plain(Words(label.Item)), label => label.Index);
        _bySynonym = labels.Index().SelectMany(label => Synonyms(Words(label.Item)).Select(text => (label.Index, text)))
            .ToLookup(pair => pair.text, pair => pair.Index);
        _byId = labels.Index().Where(label => WordNetId(label.Item) is not null)
            .ToLookup(label => WordNetId(label.Item)!, label => label.Index, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a name means the class of that index and label.</summary>
    public static bool Means(string name, int index, string label)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number == index;
        if (WordNetId(name) is not { } id) return AreSynonyms(name, Words(label));
        return WordNetId(label) is { } other ? id.Equals(other, StringComparison.OrdinalIgnoreCase)
            : ImageNet.TryGetValue(id, out var known) && AreSynonyms(known, label);
    }

    /// <summary>
    /// The class that a name means: of the label that is the same text, otherwise of the only one that
    /// is a synonym; −1 where there is none.
    /// </summary>
    /// <exception cref="ArgumentException">Several labels are meant alike.</exception>
    public int Find(string name)
    {
        var found = _byText[Plain(name)].ToArray();
        if (found.Length == 0) found = [.. Meant(name).Distinct().Order()];
        return found.Length switch
        {
            0 => -1,
            1 => found[0],
            _ => throw new ArgumentException(
                $"'{name}' means classes {found[0]} ({_labels[found[0]]}) and {found[1]} ({_labels[found[1]]}) alike; "
                + "an index or a WordNet id would tell them apart."),
        };
    }

    // The classes that Means holds for.
    private IEnumerable<int> Meant(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number < _labels.Count ? [number] : [];
        if (WordNetId(name) is not { } id) return Synonymous(name);
        var others = ImageNet.TryGetValue(id, out var known) ? Synonymous(known).Where(c => WordNetId(_labels[c]) is null) : [];
        return _byId[id].Concat(others);
    }

    private IEnumerable<int> Synonymous(string name) =>
        Synonyms(name).Append(Plain(name)).SelectMany(text => _byText[text]).Concat(_bySynonym[Plain(name)]);

    // One side's whole text is the other's or among the other's synonyms.
    private static bool AreSynonyms(string one, string other) =>
        Plain(one) == Plain(other) || Synonyms(one).Contains(Plain(other)) || Synonyms(other).Contains(Plain(one));

    private static IEnumerable<string> Synonyms(string text) => text.Split(',').Select(Plain);

    // A list and the same words without commas are one label: "maillot, tank suit" is not "maillot".
    private static string Plain(string text) => text.Replace(",", "").Replace('_', ' ').Trim().ToLowerInvariant();

    private static string Words(string label) => WordNetId(label) is null || label.Length == IdLength ? label : label[IdLength..];

    private static string? WordNetId(string text) =>
        text.Length >= IdLength && text[0] is 'n' or 'N' && text.AsSpan(1, IdLength - 1).IndexOfAnyExceptInRange('0', '9') < 0
        && (text.Length == IdLength || text[IdLength] is ' ' or ',' or '_' or '-' or ':')
            ? text[..IdLength]
            : null;
}
