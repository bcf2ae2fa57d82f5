using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using TorchSharp;
using TorchSharp.Modules;

namespace StreamLift.Training.Tests.Optimization;

[Collection(TorchCollection.Name)]
public sealed class MatrixMaxNormTests
{
    private const int Rows = 5,
        Columns = 7;
    private readonly Random _random = new(3);

    [Fact]
    public void Clipped_matrices_have_norm_1_at_most_and_vectors_are_not_clipped()
    {
        var (large, small, vector) = (Matrix(2), Matrix(0.01f), new Parameter(torch.tensor([3f, 4f], [2])));
        var (was, length) = (small.FloatSpan().ToArray(), Norm(large));
        var clipped = new MatrixMaxNorm([large, small, vector]);
        Assert.Equal(1, Norm(large), 1e-5f);
        Assert.Equal(was, small.FloatSpan().ToArray());
        Assert.Equal([3f, 4f], vector.FloatSpan().ToArray());
        Assert.Equal(length, clipped.Norms.FloatSpan()[0], 1e-4f);
        Assert.Equal(1, clipped.Norms.FloatSpan()[1]);
    }

    /// <summary>The reference is libtorch's own gradient of w over its norm.</summary>
    [Fact]
    public void Clipped_matrix_is_learnt_by_the_gradient_through_its_norm()
    {
        var free = Matrix(2);
        var held = new Parameter(torch.tensor(free.FloatSpan().ToArray(), [Rows, Columns]));
        var input = torch.tensor([.. Enumerable.Range(0, 3 * Columns).Select(_ => _random.NextSingle() - 0.5f)], [3, Columns]);
        var clipped = new MatrixMaxNorm([held]);
        using (torch.NewDisposeScope())
        {
            Loss(free / free.Squared().sum().sqrt(), input).backward();
            Loss(held, input).backward();
        }

        clipped.Unclip();

        using var expected = free.grad!;
        using var found = held.grad!;
        Close(free.FloatSpan(), held.FloatSpan());
        Close(expected.FloatSpan(), found.FloatSpan());
    }

    [Fact]
    public void Clipped_matrix_moves_by_at_most_1_percent_of_its_norm_in_a_step()
    {
        var recipe = Recipe.Paper with { BatchSize = 64, Augmentation = Recording.Everything };
        var before = Recording.Trained(20, recipe: recipe).Learner.Network.MaxNormParameters.Select(parameter => parameter.FloatSpan().ToArray()).ToList();
        var after = Recording.Trained(21, recipe: recipe).Learner.Network.MaxNormParameters.ToList();
        foreach (var (old, parameter) in before.Zip(after).Where(pair => pair.Second.shape.Length == 2))
        {
            Assert.Equal(1, Norm(parameter), 1e-4f);
            var moved = old.Zip(parameter.FloatSpan().ToArray(), (one, other) => (one - other) * (one - other)).Sum();
            Assert.InRange(MathF.Sqrt(moved), 1e-6f, 0.01f); // with scaling after the step: Adam's rate times the root of the matrix size, 0.03
        }
    }

    [Fact]
    public void Checkpoint_keeps_the_norms_of_clipped_matrices_and_is_refused_without_them()
    {
        var recipe = Recipe.Paper with { BatchSize = 64, Augmentation = Recording.Everything };
        var (learner, normalization, _) = Recording.Trained(5, recipe: recipe);
        var record = new RunRecord
        {
            Shape = Recording.Small,
            FeaturesVersion = Recording.Image.Version,
            Recipe = "paper",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new(1, 1, "nothing"),
        };
        var checkpoint = Checkpoint.Of(record, normalization, new float[Recording.InputWidth], learner);
        var other = new TrainableNetwork(recipe, Recording.Small, normalization, seed: 2);

        checkpoint.Restore(other);
        Assert.Equal(learner.WeightUpdate.MatrixNorms!.ToFloatArray(), other.WeightUpdate.MatrixNorms!.ToFloatArray());
        Assert.All(other.WeightUpdate.MatrixNorms!.ToFloatArray(), length => Assert.True(length > 1));

        var former = checkpoint with { Tensors = checkpoint.Tensors.Where(tensor => tensor.Key != "clipped.lengths").ToDictionary() };
        Assert.Contains("train from the start", Assert.Throws<ConfigurationException>(() => former.Restore(other)).Message, StringComparison.Ordinal);
    }

    private static torch.Tensor Loss(torch.Tensor weights, torch.Tensor input) => torch.nn.functional.linear(input, weights).Squared().sum();

    private static float Norm(Parameter matrix) => MathF.Sqrt(matrix.FloatSpan().ToArray().Sum(weight => weight * weight));

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-4f);
    }

    private Parameter Matrix(float scale) =>
        new(torch.tensor([.. Enumerable.Range(0, Rows * Columns).Select(_ => scale * (_random.NextSingle() - 0.5f))], [Rows, Columns]));
}
