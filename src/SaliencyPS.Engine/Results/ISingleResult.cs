namespace SaliencyPS.Results;

/// <summary>A result that may be the only one that was asked for of its image, so that a table needs one line for it.</summary>
internal interface ISingleResult
{
    /// <summary>Whether no other result of its image was asked for.</summary>
    bool IsSingle { get; }
}
