namespace SaliencyPS.Benchmarks.Localization;

/// <summary>Another library of this process that cuts a picture by the same seeds.</summary>
internal interface ICutReference : IDisposable
{
    /// <summary>Cuts for the first so many classes, each by itself.</summary>
    /// <param name="classes">How many.</param>
    /// <param name="held">Seeds keep their label; otherwise they only train the models.</param>
    /// <param name="threads">How many threads the library may use.</param>
    void Cut(int classes, bool held, int threads);

    /// <summary>The first class's labelling: 1 foreground, 0 background.</summary>
    byte[] Labels(bool held);
}
