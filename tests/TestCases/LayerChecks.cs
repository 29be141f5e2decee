namespace SaliencyPS.TestCases;

/// <summary>What a case is good for.</summary>
[Flags]
public enum LayerChecks
{
    /// <summary>Its input gradient is compared with central differences in double precision: small shapes.</summary>
    Differences = 1,

    /// <summary>Every engine is compared with the scalar definition, or says that it lacks the layer.</summary>
    Agreement = 2,

    /// <summary>It is measured by the benchmark: shapes of real networks.</summary>
    Speed = 4,
}
