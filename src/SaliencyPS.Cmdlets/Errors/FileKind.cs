namespace SaliencyPS.Cmdlets.Errors;

/// <summary>What a file is taken for; the first word of its error ids.</summary>
internal enum FileKind
{
    /// <summary>A JPEG, PNG or BMP file.</summary>
    Image,

    /// <summary>A network file.</summary>
    Network,

    /// <summary>A file of numbers that another program computed.</summary>
    Reference,
}
