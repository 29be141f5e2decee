namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>A class or function that a pickle names. It is only ever a name to us: nothing is looked up, nothing runs.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    /// <summary>The dotted name.</summary>
    public override string ToString() => $"{Module}.{Name}";
}
