using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SaliencyPS.Tests.Networks.Formats.Safetensors;

/// <summary>Writes safetensors, for tests.</summary>
internal static class SafetensorsWriter
{
    /// <summary>A file with any header over any data.</summary>
    public static MemoryStream File(string header, params byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return new MemoryStream([.. length, .. json, .. data]);
    }

    /// <summary>A valid file of float32 tensors.</summary>
    public static MemoryStream Write(params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var offset = 0;
        var entries = tensors.Select(t =>
            $"\"{t.Name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', t.Shape)}],"
            + $"\"data_offsets\":[{offset},{offset += 4 * t.Values.Length}]}}");
        return File("{" + string.Join(',', entries) + "}",
            [.. tensors.SelectMany(t => MemoryMarshal.AsBytes(t.Values.AsSpan()).ToArray())]);
    }
}
