namespace SaliencyPS.Options;

/// <summary>
/// An option as both faces, the cmdlets and the command line, have it. Stated once: what checks values, parses command lines or
/// validates parameters refers to it, and the help is compared with it.
/// </summary>
/// <param name="Parameter">The cmdlets' name, such as "ClassContrast"; null where only the command line has it.</param>
/// <param name="Option">The command line's name, such as "--class-contrast"; null where only cmdlets have it.</param>
/// <param name="Help">What it is, in one line. The help of each face begins with it and may say more.</param>
internal record OptionDefinition(string? Parameter, string? Option, string Help);
