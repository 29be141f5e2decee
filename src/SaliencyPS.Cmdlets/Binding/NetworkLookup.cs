using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>From -Network to a network; every fault ends the pipeline.</summary>
internal static class NetworkLookup
{
    /// <summary>The network that the argument stands for; without an argument, the default one.</summary>
    /// <param name="cmdlet">Whose location, drives and streams are used.</param>
    /// <param name="argument">The value of -Network, if any.</param>
    /// <param name="architecture">The value of -Architecture, if any.</param>
    /// <param name="output">The value of -Output, if any.</param>
    /// <param name="engine">The value of -Engine, where there is one: a library may read what is not read otherwise.</param>
    public static Network OpenNetwork(this PSCmdlet cmdlet, NetworkArgument? argument, string? architecture,
        string? output = null, EngineChoice engine = EngineChoice.Managed)
    {
        if (argument?.Network is { } network) return network;
        var path = Find(cmdlet, argument?.Name);
        try
        {
            network = NetworkReader.Read(path, architecture, output, EngineSelection.Reader(engine));
        }
        catch (Exception e) when (NetworkSource.IsFault(e))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Network(e, path));
            throw; // Not reached.
        }

        if (argument?.Digest is { } digest && digest != network.Digest)
            cmdlet.ThrowTerminatingError(ErrorRecords.NetworkDiffers(argument.ToString(), path, digest));
        cmdlet.Describe(network);
        return network;
    }

    /// <summary>
    /// Says, to those who want to know, what was read, where its preprocessing is from, and what was passed over.
    /// </summary>
    public static void Describe(this PSCmdlet cmdlet, Network network)
    {
        cmdlet.WriteVerbose(PlainText.OneLine(
            $"Network '{network.Name}' from '{network.Path}': input {network.Input}, {network.ClassCount} classes."));
        cmdlet.WriteVerbose($"Preprocessing: {network.Preprocessing}. From: "
            + $"{string.Join(", ", network.Sources.Select(source => $"{source.Key} {source.Value}"))}.");
        foreach (var note in network.Notes) cmdlet.WriteVerbose(PlainText.OneLine(note));
    }

    /// <summary>Ends the pipeline if the network lacks a layer.</summary>
    public static void RequireLayer(this PSCmdlet cmdlet, Network network, string layer)
    {
        try
        {
            _ = network.FindLayer(layer);
        }
        catch (ArgumentException e)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.LayerNotFound(e, layer));
        }
    }

    /// <summary>The networks whose names match a pattern, in any case; one that has it for its name is meant by it.</summary>
    public static IEnumerable<NetworkEntry> Match(this NetworkStore store, string pattern)
    {
        if (store.Find(pattern) is { } named) return [named];
        var wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return store.List().Where(entry => wildcard.IsMatch(entry.Name));
    }

    private static string Find(PSCmdlet cmdlet, string? name)
    {
        try
        {
            return NetworkSource.Locate(name, path => Resolve(cmdlet, path), NetworkStore.Default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.NetworkNotFound(e, name));
            throw; // Not reached.
        }
    }

    private static string? Resolve(PSCmdlet cmdlet, string name)
    {
        try
        {
            return cmdlet.ResolveLiteral(name);
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            cmdlet.WriteDebug($"'{name}' is not a path: {e.Message}");
            return null;
        }
    }
}
