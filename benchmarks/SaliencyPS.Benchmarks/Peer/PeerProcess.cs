using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SaliencyPS.Benchmarks.Peer;

/// <summary>
/// The peer at work: a Python process that answers one line of JSON with another and otherwise sleeps, so that it
/// and the engine can be measured in turn.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public PeerProcess(PeerPython python)
    {
        _process = Process.Start(python.Start("peer.py"))!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>Calls a function of one of the scripts.</summary>
    /// <param name="function"><c>script.function</c>.</param>
    /// <param name="arguments">Its arguments by name.</param>
    /// <exception cref="PeerException">It failed.</exception>
    public JsonElement Ask(string function, JsonObject arguments)
    {
        try
        {
            _process.StandardInput.WriteLine(new JsonObject { ["call"] = function, ["with"] = arguments }.ToJsonString());
            _process.StandardInput.Flush();
            var line = _process.StandardOutput.ReadLine() ?? throw new PeerException($"The peer has ended. {_errors}");
            var answer = JsonElement.Parse(line);
            return answer.TryGetProperty("error", out var error) ? throw new PeerException($"{function}: {error}")
                : answer.GetProperty("value");
        }
        catch (IOException e)
        {
            throw new PeerException($"The peer has ended: {e.Message} {_errors}");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        _process.Dispose();
    }
}
