using SaliencyPS.ClassModels.Optimizers;
using Xunit;

namespace SaliencyPS.Tests.ClassModels;

public class AdamTests
{
    [Fact]
    public void The_first_step_is_one_rate_whatever_the_gradient()
    {
        var parameters = new float[3];
        new Adam(3).Step(parameters, [1000, -0.001f, 0], 0.1f);
        Assert.Equal([0.1f, -0.1f, 0], parameters.Select(p => MathF.Round(p, 4)));
    }

    [Fact]
    public void Steps_are_those_of_the_algorithm()
    {
        // Algorithm 1 of the paper in double precision.
        var (adam, parameters) = (new Adam(1), new float[1]);
        double m = 0, v = 0, theta = 0;
        for (var t = 1; t <= 50; t++)
        {
            var gradient = Math.Sin(t);
            m = 0.9 * m + 0.1 * gradient;
            v = 0.999 * v + 0.001 * gradient * gradient;
            theta += 0.02 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
            adam.Step(parameters, [(float)gradient], 0.02f);
            Assert.Equal(theta, parameters[0], 1e-5);
        }
    }
}
