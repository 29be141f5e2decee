using System.Collections.Immutable;
using SaliencyPS.Adapters;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Formats.Torch;

namespace SaliencyPS.Hosting;

/// <summary>A library that runs networks.</summary>
internal interface IEngineAdapter : IAdapter
{
    /// <summary>One engine for each device that it can use here, the fastest first; at least one.</summary>
    ImmutableArray<IComputeEngine> Engines { get; }

    /// <summary>Devices that the library could use and that it does not here, each with the reason.</summary>
    ImmutableArray<SaliencyEngine> Missing => [];

    /// <summary>
    /// How it reads ONNX files as networks that only it can run; null where it runs nothing but graphs of our layers.
    /// </summary>
    OnnxReader? Reader => null;

    /// <summary>How it reads TorchScript files, likewise; null where it reads none.</summary>
    ScriptReader? ScriptReader => null;
}
