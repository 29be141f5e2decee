namespace SaliencyPS.Networks.Layers;

/// <summary>A network that cannot be read or built: damaged file, unknown layer, missing or misshapen tensor.</summary>
public sealed class NetworkFormatException : Exception
{
    /// <summary>Names the part at fault and, where there is one, the expected and the actual shape or value.</summary>
    public NetworkFormatException(string message, string? element = null, string? expected = null,
        string? actual = null, Exception? inner = null)
        : base(Compose(message, element, expected, actual), inner) => (Element, Expected, Actual) = (element, expected, actual);

    /// <summary>The layer, tensor or header field at fault.</summary>
    public string? Element { get; }

    /// <summary>What should have been there.</summary>
    public string? Expected { get; }

    /// <summary>What was there.</summary>
    public string? Actual { get; }

    private static string Compose(string message, string? element, string? expected, string? actual)
    {
        var text = element is null ? message : $"{element}: {message}";
        if (expected is not null) text += $" Expected {expected}" + (actual is null ? "." : $", found {actual}.");
        else if (actual is not null) text += $" Found {actual}.";
        return text;
    }
}
