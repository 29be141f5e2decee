namespace SaliencyPS;

/// <summary>A picture without information, with which a picture is compared.</summary>
public enum Baseline
{
    /// <summary>The mean color of the training pictures: zero for the network.</summary>
    Mean,

    /// <summary>Black.</summary>
    Black,

    /// <summary>White.</summary>
    White,
}
