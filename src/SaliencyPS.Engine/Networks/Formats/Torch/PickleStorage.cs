namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>A flat buffer that tensors are views of, or a part of one.</summary>
/// <param name="Key">Name of the file's record.</param>
/// <param name="Format">How its elements are encoded.</param>
/// <param name="Start">First element of the record that belongs to it.</param>
/// <param name="Count">Number of elements that belong to it.</param>
/// <param name="RecordCount">Number of elements in the record.</param>
internal sealed record PickleStorage(string Key, NumberFormat Format, long Start, long Count, long RecordCount);
