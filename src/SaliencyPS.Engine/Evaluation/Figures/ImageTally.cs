using SaliencyPS.Evaluation.GroundTruth;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>What is known of one image.</summary>
internal sealed class ImageTally(string path, GroundTruthImage truth)
{
    private int _ranks;

    public string Path { get; } = path;

    public GroundTruthImage Truth { get; } = truth;

    /// <summary>The image's true classes for which there are results.</summary>
    public List<PairTally> Pairs { get; } = [];

    /// <summary>How many of the ranks 1 to 5 there are results of.</summary>
    public int Ranks => int.PopCount(_ranks);

    /// <summary>Takes in a result of this image; returns how many boxes do not count for it.</summary>
    public int Add(ClassJudgement result)
    {
        if (result.Rank is >= 1 and <= 5) _ranks |= 1 << result.Rank;
        if (!result.IsTrue) return 0;
        var pair = Pairs.Find(one => one.ClassIndex == result.ClassIndex);
        if (pair is null) Pairs.Add(pair = new PairTally(result));
        return pair.Add(result);
    }

    /// <summary>The image with the results of one true class only.</summary>
    public ImageTally OfClass(string trueClass)
    {
        var part = new ImageTally(Path, Truth) { _ranks = _ranks };
        part.Pairs.AddRange(Pairs.Where(pair => pair.TrueClass == trueClass));
        return part;
    }
}
