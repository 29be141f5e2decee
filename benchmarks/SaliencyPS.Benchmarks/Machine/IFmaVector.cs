namespace SaliencyPS.Benchmarks.Machine;

/// <summary>A register of floats, as wide as one of the machine's vector units.</summary>
internal interface IFmaVector<TSelf> where TSelf : struct, IFmaVector<TSelf>
{
    /// <summary>Floats per register.</summary>
    static abstract int Lanes { get; }

    /// <summary>Every lane the same.</summary>
    static abstract TSelf Create(float value);

    /// <summary>a · b + c, one instruction where the machine has it.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Sum of the lanes.</summary>
    static abstract float Sum(TSelf a);
}
