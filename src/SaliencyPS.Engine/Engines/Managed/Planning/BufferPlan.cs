using System.Globalization;

namespace SaliencyPS.Engines.Managed.Planning;

/// <summary>
/// Decides where every activation and gradient of a network lives. Steps are numbered 0 … n−1 forward (node i at step i) and
/// n … 2n−1 backward (node i at step 2n−1−i). Each step saves what it needs for the backward pass, or says which activations it
/// reads again; all others die as soon as they are read, and gradients use their memory again.
/// </summary>
internal sealed class BufferPlan
{
    /// <summary>In place of a buffer where nothing of the input is behind a gradient.</summary>
    public const int None = -1;

    // The graph's first node.
    private const int Input = 0;

    // An array's longest length, less what aligns its first element.
    private static readonly int MaximumElements = Array.MaxLength - 64;

    private readonly MemoryPlan _memory = new();
    private readonly bool[] _depends;

    /// <summary>Plans for passes of this size.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="batch">Samples in a forward pass.</param>
    /// <param name="gradientsPerSample">Gradients per sample in a backward pass; 0 for none.</param>
    /// <param name="elementSize">Bytes of a number.</param>
    /// <exception cref="ArgumentException">The passes need more than an array can hold; the message says how much.</exception>
    public BufferPlan(IReadOnlyList<CompiledNode> nodes, int batch, int gradientsPerSample, int elementSize)
    {
        var (count, end) = (nodes.Count, 2 * nodes.Count - 1);
        var readers = nodes.Select(_ => new List<int>()).ToArray();
        for (var i = 1; i < count; i++) foreach (var input in nodes[i].Inputs) readers[input].Add(i);

        // The input is needed for the linear approximation's bias, the logits for the scores: both stay to the end, as does what
        // steps read again, for there may be several backward passes.
        bool Stays(int i) => i is Input || i == count - 1 || gradientsPerSample > 0
            && (nodes[i].Step!.KeepsResult || readers[i].Exists(reader => nodes[reader].Step!.KeepsInputs));
        Values = new int[count];
        for (var i = 0; i < count; i++)
        {
            var shared = i > 0 && nodes[i].Step!.InPlace && readers[nodes[i].Inputs[0]].Count == 1 && !Stays(nodes[i].Inputs[0]);
            Values[i] = shared ? Values[nodes[i].Inputs[0]] : _memory.Add((long)batch * nodes[i].Shape.Length, i);
            _memory.Extend(Values[i], Stays(i) ? end : readers[i].Max());
        }

        // What only constants lead to has no gradient.
        _depends = new bool[count];
        _depends[Input] = true;
        for (var i = 1; i < count; i++) _depends[i] = nodes[i].Inputs.Any(input => _depends[input]);
        Gradients = new int[count];
        Edges = new Edge[count][];
        if (gradientsPerSample > 0) PlanBackward(nodes, readers, (long)batch * gradientsPerSample);
        _memory.Place();

        SavedBytes = [.. nodes.Select((node, i) => i == Input || gradientsPerSample == 0 ? 0
            : (long)batch * node.Step!.SavedBytes([.. node.Inputs.Select(input => nodes[input].Shape)], elementSize))];
        var saved = SavedBytes.Sum();
        Bytes = _memory.Length * elementSize + saved;
        if (_memory.Length > MaximumElements || saved > Array.MaxLength)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A pass of {batch} needs {Bytes / 1e9:0.0} GB for what the layers give: more than one pass can take."));
    }

    /// <summary>Elements of the arena.</summary>
    public int Length => (int)_memory.Length;

    /// <summary>Bytes of the saved tensors of each node, for the whole batch.</summary>
    public long[] SavedBytes { get; }

    /// <summary>Bytes of the arena and the saved tensors.</summary>
    public long Bytes { get; }

    /// <summary>The buffer of every node's result.</summary>
    public int[] Values { get; }

    /// <summary>The buffer of the gradient at every node's result.</summary>
    public int[] Gradients { get; }

    /// <summary>Where each node writes the gradient of each of its inputs.</summary>
    public Edge[][] Edges { get; }

    public int Offset(int buffer) => (int)_memory.Offset(buffer);

    private void PlanBackward(IReadOnlyList<CompiledNode> nodes, List<int>[] readers, long batch)
    {
        var (count, end) = (nodes.Count, 2 * nodes.Count - 1);
        Array.Fill(Gradients, None);
        Gradients[^1] = _memory.Add(batch * nodes[^1].Shape.Length, count - 1);
        for (var i = count - 1; i > 0; i--)
        {
            var step = end - i;
            Edges[i] = _depends[i] ? new Edge[nodes[i].Inputs.Length] : [];
            if (!_depends[i]) continue;
            _memory.Extend(Gradients[i], step);
            for (var e = 0; e < Edges[i].Length; e++)
            {
                var input = nodes[i].Inputs[e];
                if (!_depends[input])
                {
                    Edges[i][e] = new Edge(None, Accumulate: false);
                    continue;
                }

                // The first reader met on the way back writes the gradient; every further one writes beside it and is added.
                var first = Gradients[input] < 0;
                var buffer = first && nodes[i].Step!.InPlace ? Gradients[i]
                    : _memory.Add(batch * nodes[input].Shape.Length, step);
                if (first) Gradients[input] = buffer;
                _memory.Extend(buffer, step);
                Edges[i][e] = new Edge(buffer, Accumulate: !first);
            }
        }

        _memory.Extend(Gradients[Input], end);
    }

    /// <summary>A buffer for one input gradient, and whether it must then be added to the gradient another reader left.</summary>
    internal readonly record struct Edge(int Buffer, bool Accumulate);
}
