namespace SaliencyPS.Results.Lines;

/// <summary>What figures of many images are made of, for one true class of one image, besides what its line has anyway.</summary>
/// <param name="TrueClass">What the ground truth calls the class.</param>
/// <param name="MaskArea">Pixels of the object that was found; null where none was.</param>
/// <param name="Instance">Which of the map's objects it is.</param>
/// <param name="IsDifficult">Whether the image is a difficult one for the class, in the pointing game.</param>
/// <param name="BoxesBeyond">How many of the image's true boxes reach beyond it.</param>
/// <param name="GoodBoxes">At which thresholds of the map there is a good box: a bit for each, in base64.</param>
/// <param name="Pixels">How the map's values divide into the object's pixels and others: 16 bits for each, in base64.</param>
internal sealed record Judgement(
    string TrueClass, int? MaskArea, int? Instance, bool? IsDifficult, int BoxesBeyond, byte[]? GoodBoxes, byte[]? Pixels);
