using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using SaliencyPS.Cli.Commands;
using SaliencyPS.Cli.Output;
using SaliencyPS.Runs;

namespace SaliencyPS.Cli;

/// <summary>The whole program but for the process around it.</summary>
internal static class SaliencyProgram
{
    // How an IOException says that the reader of a pipe has gone: EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA.
    private static readonly int[] BrokenPipe =
        OperatingSystem.IsWindows() ? [unchecked((int)0x8007006D), unchecked((int)0x800700E8)] : [32];

    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Session session)
    {
        try
        {
            // No response files: '@' is a good first letter for an image's name.
            var parse = Root(session).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parse.Action is ParseErrorAction)
            {
                return parse.CommandResult.Command.Subcommands.Count > 0 && parse.UnmatchedTokens.Count == 0 ? Help(session, args)
                    : Refuse(session, Fault(parse));
            }

            var outcome = parse.Invoke(new InvocationConfiguration
            {
                Output = session.Out,
                Error = session.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            session.Out.Flush();
            return outcome;
        }
        catch (UsageException e)
        {
            return Refuse(session, e.Message);
        }
        catch (RunRefusedException e)
        {
            return Refuse(session, e.Message);
        }
        catch (RunInterruptedException e)
        {
            session.Error.WriteLine($"saliency: {Text.OneLine(e.Message)}");
            return ExitCode.Incomplete;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException e) when (BrokenPipe.Contains(e.HResult))
        {
            return ExitCode.BrokenPipe;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            session.Error.WriteLine($"saliency: {Text.OneLine(e.Message)}");
            return ExitCode.SomeFailed;
        }
        catch (OutOfMemoryException)
        {
            session.Error.WriteLine($"saliency: {Text.NoMemory}");
            return ExitCode.SomeFailed;
        }
        catch (Exception e)
        {
            session.Error.WriteLine($"saliency: {Text.OneLine(Text.Of(e))}");
            session.Error.WriteLine(e.StackTrace);
            return ExitCode.Fault;
        }
        finally
        {
            session.Progress.Clear();
        }
    }

    /// <summary>All commands with their options.</summary>
    internal static RootCommand Root(Session session)
    {
        var root = new RootCommand(
            "Shows which pixels make an image classifier say what it says, and where the thing is (Simonyan, Vedaldi & "
                + "Zisserman 2014).")
        {
            new MapCommand(session), new BoxCommand(session), new NeuronCommand(session), new ClassImageCommand(session),
            new EvaluateCommand(session), new SanityCommand(session), new FaithfulnessCommand(session),
            new ReportCommand(session), new MergeCommand(session), new NetworkCommand(session), new EngineCommand(session),
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            var help = (HelpAction)option.Action!;
            if (Console.IsOutputRedirected) help.MaxWidth = 100;
            option.Action = new HelpWithExamples(help);
        }

        return root;
    }

    // Where a command is missing, the list of commands says which there are.
    private static int Help(Session session, string[] args)
    {
        Root(session).Parse([.. args, "--help"]).Invoke(new InvocationConfiguration { Output = session.Error });
        return ExitCode.Usage;
    }

    // What is wrong with the words themselves; the parser's own words for what is missing or unknown name its concepts.
    private static string Fault(ParseResult parse)
    {
        var (result, command) = (parse.CommandResult, parse.CommandResult.Command.Name);
        for (var above = result.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
            command = $"{(above.Parent is null ? "saliency" : above.Command.Name)} {command}";
        if (result.Parent is null) command = "saliency";
        var missing = result.Command.Arguments.FirstOrDefault(argument =>
            argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is null or { Tokens.Count: 0 });
        var fault = result.Command.Subcommands.Count > 0
            ? $"There is no command '{parse.UnmatchedTokens[0]}'; there is "
                + $"{string.Join(", ", result.Command.Subcommands.Select(one => one.Name))}."
            : missing is not null ? $"'{command}' needs {missing.Name}." : parse.Errors[0].Message;
        return $"{fault} ('{command} --help' tells more.)";
    }

    private static int Refuse(Session session, string message)
    {
        session.Error.WriteLine($"saliency: {Text.OneLine(message)}");
        return ExitCode.Usage;
    }
}
