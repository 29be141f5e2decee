using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace SaliencyPS.Tests;

/// <summary>A host that has nothing but a screen of so many columns, or none.</summary>
internal sealed class SizedHost(int? columns) : PSHost
{
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => nameof(SizedHost);

    public override PSHostUserInterface UI { get; } = new Interface(columns);

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotImplementedException();

    public override void ExitNestedPrompt() => throw new NotImplementedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }

    private sealed class Interface(int? columns) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI { get; } = new Screen(columns);

        public override Dictionary<string, PSObject> Prompt(string caption, string message,
            Collection<FieldDescription> descriptions) => throw new NotImplementedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices,
            int defaultChoice) => throw new NotImplementedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotImplementedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName,
            PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotImplementedException();

        public override string ReadLine() => throw new NotImplementedException();

        public override SecureString ReadLineAsSecureString() => throw new NotImplementedException();

        public override void Write(string value) { }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }

        public override void WriteDebugLine(string message) { }

        public override void WriteErrorLine(string value) { }

        public override void WriteLine(string value) { }

        public override void WriteProgress(long sourceId, ProgressRecord record) { }

        public override void WriteVerboseLine(string message) { }

        public override void WriteWarningLine(string message) { }
    }

    private sealed class Screen(int? columns) : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }

        public override Size BufferSize
        {
            get => new(columns ?? throw new NotImplementedException(), 25);
            set => throw new NotImplementedException();
        }

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override ConsoleColor ForegroundColor { get; set; }

        public override bool KeyAvailable => false;

        public override Size MaxPhysicalWindowSize => BufferSize;

        public override Size MaxWindowSize => BufferSize;

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize { get; set; }

        public override string WindowTitle { get; set; } = "";

        public override void FlushInputBuffer() { }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotImplementedException();

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotImplementedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotImplementedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotImplementedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotImplementedException();
    }
}
