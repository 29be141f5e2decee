namespace SaliencyPS.Networks.Formats;

/// <summary>
/// How the elements of a stored tensor are encoded, little-endian. Only the floating-point formats can be weights.
/// </summary>
internal enum NumberFormat
{
    Float32,
    Float16,
    BFloat16,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    Complex64,
    Complex128,
}
