namespace SaliencyPS;

/// <summary>What is there of the results of a shard, once its run has ended.</summary>
public sealed class ResultSummary
{
    /// <summary>The folder of the results.</summary>
    public string Path { get; init; } = "";

    /// <summary>The shard, such as 3/8.</summary>
    public string Shard { get; init; } = "";

    /// <summary>Images whose results are there.</summary>
    public long Images { get; init; }

    /// <summary>How many of them failed, or have not all of their results.</summary>
    public long Failed { get; init; }

    /// <summary>How many were done by an earlier run, and not again.</summary>
    public long DoneBefore { get; init; }

    /// <summary>Whether all images of the shard are there; otherwise a run can go on.</summary>
    public bool IsComplete { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}, shard {Shard}: {Images} images, {Failed} failed";
}
