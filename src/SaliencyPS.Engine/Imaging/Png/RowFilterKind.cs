namespace SaliencyPS.Imaging.Png;

/// <summary>How a row's bytes were predicted, with the numbers of the specification (section 9.2).</summary>
internal enum RowFilterKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>From the pixel to the left.</summary>
    Sub,

    /// <summary>From the pixel above.</summary>
    Up,

    /// <summary>From the mean of both.</summary>
    Average,

    /// <summary>From whichever of left, above and above left is nearest to left + above − above left.</summary>
    Paeth,
}
