namespace SaliencyPS.ClassModels.Optimizers;

/// <summary>
/// Steps of about one rate for every parameter, whatever the size of its gradient (Kingma and Ba
/// 2015, algorithm 1, with its constants).
/// </summary>
internal sealed class Adam(int length) : Optimizer
{
    private const double Keep = 0.9, KeepSquares = 0.999, Epsilon = 1e-8;

    private readonly float[] _mean = new float[length], _square = new float[length];
    private int _steps;

    /// <inheritdoc/>
    public override void Step(Span<float> parameters, ReadOnlySpan<float> gradient, float rate)
    {
        _steps++;
        var (bias, squareBias) = ((float)(1 - Math.Pow(Keep, _steps)), (float)(1 - Math.Pow(KeepSquares, _steps)));
        for (var i = 0; i < parameters.Length; i++)
        {
            var slope = gradient[i];
            _mean[i] = (float)Keep * _mean[i] + (float)(1 - Keep) * slope;
            _square[i] = (float)KeepSquares * _square[i] + (float)(1 - KeepSquares) * slope * slope;
            parameters[i] += rate * (_mean[i] / bias) / (MathF.Sqrt(_square[i] / squareBias) + (float)Epsilon);
        }
    }
}
