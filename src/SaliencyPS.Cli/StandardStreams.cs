using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using SaliencyPS.Files;

namespace SaliencyPS.Cli;

/// <summary>The process's own streams, as UTF-8 whatever the locale.</summary>
internal sealed class StandardStreams
{
    private const int UnixStandardInput = 0, UnixStandardOutput = 1, UnixStandardError = 2;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Opens all three.</summary>
    public StandardStreams()
    {
        // Only a Windows console has an encoding of its own; setting it elsewhere would write to the terminal.
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected) Console.OutputEncoding = Utf8;
        In = new StreamReader(
            Named(IsOpen(UnixStandardInput) ? Console.OpenStandardInput() : null, "Standard input"), Utf8);
        Out = new StreamWriter(
            Named(IsOpen(UnixStandardOutput) ? OpenOutput() : null, "Standard output"), Utf8, bufferSize: 1 << 16);
        Error = new StreamWriter(
            new DeafStream(IsOpen(UnixStandardError) ? Console.OpenStandardError() : Stream.Null), Utf8) { AutoFlush = true };
    }

    /// <summary>Standard input; reading it is an error where it was closed when the process began.</summary>
    public StreamReader In { get; }

    /// <summary>Standard output; to be flushed after each result.</summary>
    public StreamWriter Out { get; }

    /// <summary>Standard error. That nobody listens there, or its file is full, is no reason to stop the work.</summary>
    public StreamWriter Error { get; }

    private static NamedStream Named(Stream? stream, string name) => new(stream, message => $"{name}: {message}");

    // .NET's console stream drops what cannot be written to a closed pipe, and the program would work on for nobody. A plain file
    // stream says so. It keeps its own position, though, which only something without positions, as a pipe is, can do without.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var handle = new SafeFileHandle(UnixStandardOutput, ownsHandle: false);
        var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    // Where a process begins with one of the three closed, the runtime's next descriptor gets its number, such as one of the pipe
    // on which it hears of signals: reading it would wait for ever, and writing to it would do who knows what. What a process was
    // given is not closed in those that it starts; what the runtime opens is.
    private static bool IsOpen(int descriptor)
    {
        const int GetFlags = 1, ClosedInChildren = 1;
        return OperatingSystem.IsWindows()
            || Fcntl(descriptor, GetFlags) is var flags and >= 0 && (flags & ClosedInChildren) == 0;
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Fcntl(int descriptor, int command);
}
