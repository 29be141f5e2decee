using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SaliencyPS.Options;

/// <summary>An option that takes one number.</summary>
/// <inheritdoc cref="OptionDefinition" path="/param"/>
/// <param name="Parameter"/>
/// <param name="Option"/>
/// <param name="Help"/>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Largest value; the type's own where there is no bound.</param>
/// <param name="Default">The value where the option is not given; null where it then depends on other things.</param>
internal sealed record NumberDefinition<T>(
    string? Parameter, string? Option, string Help, T Minimum, T Maximum, T? Default = null)
    : OptionDefinition(Parameter, Option, Help)
    where T : struct, INumber<T>, IMinMaxValue<T>
{
    /// <summary>The range in words: "0 to 1", "0 or more", "above 0"; empty where every number is in it.</summary>
    public string Range =>
        Maximum < T.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum}")
        : Minimum == T.MinValue ? ""
        : Minimum is double.Epsilon ? "above 0"
        : string.Create(CultureInfo.InvariantCulture, $"{Minimum} or more");

    /// <summary>Refuses a value out of range, and what is not a number.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called in the message; the caller's expression.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range; the message names it and the range.</exception>
    public void Check(T value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= Minimum && value <= Maximum))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {Range}.");
    }

    /// <param name="value">The value; null where it is not given, which is right.</param>
    /// <inheritdoc cref="Check(T, string)"/>
    /// <param name="name"/>
    public void Check(T? value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is { } given) Check(given, name);
    }
}
