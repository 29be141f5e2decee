using SaliencyPS.Files;
using Xunit;

namespace SaliencyPS.Tests.Files;

/// <summary>
/// A disk that fails at one step of all that whole files ask of it (to create, write, flush, rename or delete), as a full or
/// broken one does.
/// </summary>
/// <param name="failing">Which step fails, counted from 0.</param>
internal sealed class FailingSteps(int failing) : FileSteps
{
    private int _steps;

    /// <summary>
    /// Does the work again and again, with a failure at its first step, at its second, and so on until none is met any more.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="after">What must hold after each failure.</param>
    /// <returns>How many steps there are.</returns>
    public static int FailEach(Action work, Action after)
    {
        for (var failing = 0; ; failing++)
        {
            var steps = new FailingSteps(failing);
            Current = steps;
            try
            {
                work();
                if (steps._steps <= failing) return failing;
                throw new InvalidOperationException($"Step {failing} failed, and nobody was told.");
            }
            catch (IOException e) when (e is DiskException || e.InnerException is DiskException)
            {
                // Of the names that files have before they are complete, nobody knows.
                Assert.DoesNotMatch(@"\.partial|\.staged", e.Message);
                Current = null;
                after();
            }
            finally
            {
                Current = null;
            }
        }
    }

    public override Stream Create(string path, UnixFileMode? permissions)
    {
        Step(path);
        return new FailingStream(base.Create(path, permissions), this, path);
    }

    public override void Flush(Stream content)
    {
        Step(((FailingStream)content).Path);
        base.Flush(((FailingStream)content).Inner);
    }

    public override void Move(string path, string target, bool replace)
    {
        Step(path);
        base.Move(path, target, replace);
    }

    public override void Delete(string path)
    {
        Step(path);
        base.Delete(path);
    }

    private void Step(string path)
    {
        if (_steps++ == failing) throw new DiskException($"No space left on device : '{path}'");
    }

    private sealed class DiskException(string message) : IOException(message);

    private sealed class FailingStream(Stream inner, FailingSteps steps, string path) : Stream
    {
        public Stream Inner => inner;

        public string Path => path;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush()
        {
            steps.Step(path);
            inner.Flush();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            steps.Step(path);
            inner.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
