using System.Management.Automation;
using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Commands;

/// <summary>
/// Import-SaliencyNetwork, Get-SaliencyNetwork, and -Network where it means the store. One class: the store is the process's.
/// </summary>
public sealed class NetworkStoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _store = new(), _folder = new();

    public NetworkStoreCommandTests() => Environment.SetEnvironmentVariable(NetworkStore.FolderVariable, _store.Root);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(NetworkStore.FolderVariable, null);
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ImportsWithTheDescription()
    {
        var command = Import("hues");
        var network = Assert.IsType<Network>(Assert.Single(command.Emitted));
        Assert.Equal(("hues", _store["hues.onnx"], "red"), (network.Name, network.Path, network.Labels[0]));
        Assert.Equal(["hues.json", "hues.onnx"], _store.Files);
    }

    [Fact]
    public void WhatIfImportsNothing()
    {
        var command = Import("hues", whatIf: true);
        Assert.Equal(Samples.NetworkFile, Assert.Single(command.Actions).Target);
        Assert.Empty(command.Emitted);
        Assert.Empty(_store.Files);
    }

    [Fact]
    public void ANameThatIsTakenNeedsForce()
    {
        Import("hues");
        var error = Assert.Single(Import("HUES").Errors);
        Assert.Equal(("NetworkExists", ErrorCategory.ResourceExists, "HUES"), (error.Id, error.Category, error.TargetObject));
        Assert.Empty(Import("hues", force: true).Errors);
        Assert.Equal(["scenes", "hues"], NetworkStore.Default.List().Select(entry => entry.Name));
    }

    [Fact]
    public void WhatIsNoNetworkIsNotImported()
    {
        File.WriteAllText(_folder["bad.onnx"], "no network");
        var command = new ImportSaliencyNetworkCommand();
        command.Run(() => command.LiteralPath = [_folder["bad.onnx"], _folder["none.onnx"], Samples.NetworkFile]);
        Assert.Equal([("NetworkNotFound", _folder["none.onnx"]), ("NetworkUnreadable", _folder["bad.onnx"])],
            command.Errors.Select(e => (e.Id, e.TargetObject)));
        Assert.Single(command.Emitted);
    }

    [Fact]
    public void GetsByNameAndWildcard()
    {
        Import("hues");
        Import("shades");
        File.WriteAllText(_store["broken.onnx"], "no network");
        var command = new GetSaliencyNetworkCommand { ParameterSetName = "Name" };
        command.Run(() => command.Name = ["*"], () => command.Name = ["HUES"], () => command.Name = ["none"],
            () => command.Name = ["none*"]);
        Assert.Equal(["scenes", "hues", "shades", "hues"], command.Emitted.Cast<Network>().Select(n => n.Name));
        Assert.Equal([true, false, false, false], command.Emitted.Cast<Network>().Select(n => n.IsDefault));
        Assert.Equal(["NetworkUnreadable", "NetworkNotFound"], command.Errors.Select(e => e.Id));
    }

    [Fact]
    public void WhatIsNoNameIsAFile()
    {
        Import("hues");
        foreach (var name in new[] { "one.onnx", "two.onnx", "hues" }) File.Copy(Samples.NetworkFile, _folder[name]);
        File.WriteAllText(_folder["one.txt"], "no network");
        Directory.CreateDirectory(_folder["nets"]);
        var command = new GetSaliencyNetworkCommand { ParameterSetName = "Name" };
        command.SessionState.Path.Location = _folder.Root;
        command.Run(
            () => command.Name = [Samples.NetworkFile], () => command.Name = ["one.onnx"],
            () => command.Name = ["./*"], () => command.Name = ["o*"], () => command.Name = ["hues"],
            () => command.Name = ["nets"], () => command.Name = ["three.onnx"], () => command.Name = ["Env:x"],
            () => command.Name = ["nets/*"]);
        Assert.Equal(
            [Samples.NetworkFile, _folder["one.onnx"], _folder["one.onnx"], _folder["two.onnx"],
                _folder["one.onnx"], _store["hues.onnx"]],
            command.Emitted.Cast<Network>().Select(network => network.Path));
        Assert.Equal([("NetworkIsFolder", _folder["nets"]), ("NetworkNotFound", "three.onnx"), ("NetworkNotFound", "Env:x")],
            command.Errors.Select(e => (e.Id, e.TargetObject)));
    }

    [Fact]
    public void RemovesANetworkByItsFileAndNotByItsName()
    {
        Import("hues");
        var command = new UninstallSaliencyNetworkCommand { ParameterSetName = "InputObject" };
        File.Copy(Samples.NetworkFile, _folder["hues.onnx"]);
        var elsewhere = NetworkReader.Read(_folder["hues.onnx"]);
        var own = NetworkReader.Read(_store["hues.onnx"]);
        command.Run(() => command.InputObject = [elsewhere, NetworkReader.Read(NetworkStore.BuiltIn.Path)]);
        Assert.Equal(["NetworkNotFound", "NetworkBuiltIn"], command.Errors.Select(e => e.Id));
        Assert.Equal(["hues.json", "hues.onnx"], _store.Files);
        command.Run(() => command.InputObject = [own]);
        Assert.Empty(_store.Files);
    }

    [Fact]
    public void ReadsFiles()
    {
        var command = new GetSaliencyNetworkCommand { ParameterSetName = "LiteralPath" };
        command.Run(() => command.LiteralPath = [Samples.NetworkFile]);
        Assert.Equal((5, Samples.NetworkFile),
            Assert.Single(command.Emitted.Cast<Network>().Select(n => (n.ClassCount, n.Path))));
    }

    [Fact]
    public void TheNameOfTheBuiltInNetworkIsRefusedEvenWithForce()
    {
        var error = Assert.Single(Import("Scenes", force: true).Errors);
        Assert.Equal(("NetworkExists", "Scenes"), (error.Id, error.TargetObject));
        Assert.Empty(_store.Files);
    }

    [Fact]
    public void WithoutANetworkTheBuiltInOneIsTaken()
    {
        Import("hues");
        var command = new GetClassSaliencyCommand();
        command.Run(() => command.LiteralPath = [Samples.Image(_folder["red.png"])]);
        Assert.All(command.Emitted.Cast<ClassSaliency>(), r => Assert.Equal("scenes", r.Network));
    }

    [Fact]
    public void ANetworkIsAFileOrANameOfTheStore()
    {
        Import("hues");
        foreach (var name in new[] { "HUES", Samples.NetworkFile })
        {
            var command = new NewClassModelImageCommand { Network = new(name), Iteration = 0 };
            command.Run(() => command.Class = ["red"]);
            Assert.Single(command.Emitted);
        }

        File.WriteAllText(_folder["bad.onnx"], "no network");
        Assert.Equal("NetworkUnreadable", OpenError(_folder["bad.onnx"]));
        Assert.Equal("NetworkNotFound", OpenError(_folder["none.onnx"]));
    }

    private static string OpenError(string network)
    {
        var command = new GetClassSaliencyCommand { Network = new(network) };
        return Assert.Throws<TerminatingErrorException>(() => command.Run()).Error.Id;
    }

    private static ImportSaliencyNetworkCommand Import(string name, bool force = false, bool whatIf = false)
    {
        var command = new ImportSaliencyNetworkCommand { Name = name, Force = force, WhatIf = whatIf };
        command.Run(() => command.LiteralPath = [Samples.NetworkFile]);
        return command;
    }
}
