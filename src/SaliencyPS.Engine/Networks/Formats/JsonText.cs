using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SaliencyPS.Networks.Formats;

/// <summary>JSON as it stands in a file.</summary>
internal static class JsonText
{
    /// <summary>
    /// A value as it is written; what is not UTF-8 as U+FFFD, where <see cref="JsonElement.GetRawText"/> would throw.
    /// </summary>
    public static string Raw(this JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
