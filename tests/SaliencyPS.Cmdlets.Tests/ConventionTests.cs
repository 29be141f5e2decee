using System.Management.Automation;
using System.Reflection;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>What every cmdlet promises, checked on its attributes.</summary>
public sealed class ConventionTests
{
    public static TheoryData<Type> Commands { get; } =
        [.. typeof(PathCommand).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)))];

    [Fact]
    public void TheManifestExportsThemAll()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "module", "SaliencyPS.psd1"));
        Assert.NotEmpty(Commands);
        Assert.All(Commands, row => Assert.Contains($"'{row.Data.CommandName}'", manifest));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void NamesItselfAndWhatItEmits(Type command)
    {
        Assert.True(command.IsSealed);
        Assert.Equal(command.CommandName!.Replace("-", "") + "Command", command.Name);
        Assert.NotEmpty(command.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void HasOneParameterFromThePipelineInEachSet(Type command)
    {
        var parameters = command.GetProperties()
            .SelectMany(p => p.GetCustomAttributes<ParameterAttribute>(inherit: false)).ToArray();
        var sets = parameters.Select(p => p.ParameterSetName).Distinct().ToArray();
        var isNamed = sets.Length > 1;
        if (isNamed) Assert.Contains(command.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName, sets);
        foreach (var set in sets.Where(set => set != ParameterAttribute.AllParameterSets || !isNamed))
        {
            var members = parameters
                .Where(p => p.ParameterSetName == set || p.ParameterSetName == ParameterAttribute.AllParameterSets).ToArray();
            Assert.InRange(members.Count(p => p.ValueFromPipeline), 0, 1);
            Assert.Contains(members, p => p.ValueFromPipeline || p.ValueFromPipelineByPropertyName);
        }
    }
}
