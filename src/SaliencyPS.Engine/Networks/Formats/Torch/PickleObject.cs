namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// An object of any class, such as a training script's options: the name of its class, and the attributes that were to be set
/// on it. The class is not looked up, and nothing of it runs.
/// </summary>
internal sealed class PickleObject(PickleGlobal type)
{
    /// <summary>Its class, or the function that would make it.</summary>
    public PickleGlobal Type => type;

    /// <summary>Its attributes by name, as Python's __dict__ holds them; null where none were set so.</summary>
    public Dictionary<object, object?>? Attributes { get; set; }
}
