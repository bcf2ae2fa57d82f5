using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using TorchSharp;
using Adam = StreamLift.Training.Optimization.Adam;
using Parameter = TorchSharp.Modules.Parameter;

namespace StreamLift.Training.Tests.Optimization;

[Collection(TorchCollection.Name)]
public sealed class AdamTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(70_000)]
    public void Adam_takes_the_steps_of_the_published_formula(int size)
    {
        var start = Enumerable.Range(0, size).Select(i => MathF.Sin(i)).ToArray();
        var parameter = new Parameter(torch.tensor(start, [size]));
        var adam = new Adam([("w", parameter)]);
        double[] w = [.. start.Select(x => (double)x)],
            m = new double[size],
            v = new double[size];
        for (var step = 0; step < 5; step++)
        {
            using (torch.NewDisposeScope())
                (parameter * parameter).sum().backward();
            adam.Step(step, 0.01f);
            for (var i = 0; i < size; i++)
            {
                var gradient = 2 * w[i];
                m[i] = (0.9 * m[i]) + (0.1 * gradient);
                v[i] = (0.999 * v[i]) + (0.001 * gradient * gradient);
                w[i] -= 0.01 * m[i] / (1 - Math.Pow(0.9, step + 1)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, step + 1))) + 1e-8);
            }
        }
        var taken = parameter.FloatSpan();
        for (var i = 0; i < size; i++)
            Assert.Equal(w[i], taken[i], 1e-5);
    }

    [Fact]
    public void Adam_weight_decay_shrinks_matrices_and_leaves_vectors()
    {
        var (matrix, vector) = (new Parameter(torch.ones(2, 30)), new Parameter(torch.ones(60)));
        using (torch.NewDisposeScope())
            ((matrix * 0).sum() + (vector * 0).sum()).backward();
        new Adam([("matrix", matrix), ("vector", vector)]).Step(0, rate: 0.1f, decay: 0.5f);
        Assert.All(matrix.FloatSpan().ToArray(), weight => Assert.Equal(0.95f, weight, 1e-6f));
        Assert.All(vector.FloatSpan().ToArray(), weight => Assert.Equal(1f, weight));
    }

    [Fact]
    public void Max_norm_shortens_long_rows_and_leaves_short_rows_and_vectors()
    {
        var matrix = new Parameter(torch.tensor([3f, 4f, 0.3f, 0.4f], [2, 2]));
        var vector = new Parameter(torch.tensor([3f, 4f], [2]));
        RowMaxNorm.Apply([matrix, vector]);
        Assert.Equal([0.6f, 0.8f, 0.3f, 0.4f], matrix.FloatSpan().ToArray());
        Assert.Equal([3f, 4f], vector.FloatSpan().ToArray());
    }
}
