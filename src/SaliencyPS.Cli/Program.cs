using System.Runtime.InteropServices;
using SaliencyPS.Cli;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks.Store;

using var stop = new CancellationTokenSource();
var interrupted = ExitCode.Interrupted;
var standard = new StandardStreams();
var session = new Session
{
    In = standard.In,
    Out = standard.Out,
    Error = standard.Error,
    Progress = new ProgressLine(standard.Error, watched: !Console.IsErrorRedirected),
    Terminal = Terminal.OfProcess(),
    Networks = NetworkStore.Default,
    Token = stop.Token,
};
// Also when the terminal is closed, unless it was started by nohup.
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var code = SaliencyProgram.Run(args, session);
return code == ExitCode.Interrupted ? interrupted : code;

// The first signal asks the work to end, after the images at hand where results are kept; a second one ends the process at once.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested && !session.Ending.IsCancellationRequested;
    if (context.Cancel) interrupted = ExitCode.Of(context.Signal);
    (session.Run is null ? stop : session.Ending).Cancel();
}
