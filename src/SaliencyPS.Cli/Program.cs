using System.Runtime.InteropServices;
using SaliencyPS.Cli;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks.Store;

using var stop = new CancellationTokenSource();
var interrupted = ExitCode.Interrupted;
// Also when the terminal is closed, unless it was started by nohup.
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var standard = new StandardStreams();
var code = SaliencyProgram.Run(args, new Session
{
    In = standard.In,
    Out = standard.Out,
    Error = standard.Error,
    Progress = new ProgressLine(standard.Error, watched: !Console.IsErrorRedirected),
    Terminal = Terminal.OfProcess(),
    Networks = NetworkStore.Default,
    Token = stop.Token,
});
return code == ExitCode.Interrupted ? interrupted : code;

// The first signal asks the work to end; a second one ends the process at once.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    if (context.Cancel) interrupted = ExitCode.Of(context.Signal);
    stop.Cancel();
}
