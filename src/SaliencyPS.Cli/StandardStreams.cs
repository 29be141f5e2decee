using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SaliencyPS.Cli;

/// <summary>The process's own streams, as UTF-8 whatever the locale.</summary>
internal sealed class StandardStreams
{
    private const int UnixStandardOutput = 1;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Opens all three.</summary>
    public StandardStreams()
    {
        // Only a Windows console has an encoding of its own; setting it elsewhere would write to the terminal.
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected) Console.OutputEncoding = Utf8;
        In = new StreamReader(Console.OpenStandardInput(), Utf8);
        Out = new StreamWriter(OpenOutput(), Utf8, bufferSize: 1 << 16);
        Error = new StreamWriter(new DeafStream(Console.OpenStandardError()), Utf8) { AutoFlush = true };
    }

    /// <summary>Standard input.</summary>
    public StreamReader In { get; }

    /// <summary>Standard output; to be flushed after each result.</summary>
    public StreamWriter Out { get; }

    /// <summary>Standard error. That nobody listens there, or its file is full, is no reason to stop the work.</summary>
    public StreamWriter Error { get; }

    // .NET's console stream drops what cannot be written to a closed pipe, and the program would work on for nobody. A plain file
    // stream says so. It keeps its own position, though, which only something without positions, as a pipe is, can do without.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var handle = new SafeFileHandle(UnixStandardOutput, ownsHandle: false);
        var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
