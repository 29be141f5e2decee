namespace SaliencyPS.Export.Onnx;

/// <summary>Types of elements, by their numbers in ONNX's <c>TensorProto.DataType</c>.</summary>
internal enum ElementType
{
    Float = 1,
    Byte = 2,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
}
