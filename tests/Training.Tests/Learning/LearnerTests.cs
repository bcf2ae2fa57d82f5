using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests.Learning;

[Collection(TorchCollection.Name)]
public sealed class LearnerTests
{
    [Fact]
    public void Training_lowers_the_loss()
    {
        var (_, _, losses) = Recording.Learnt(120);
        Assert.True(losses.TakeLast(10).Average() < 0.6 * losses.Take(3).Average(), $"{losses[0]} → {losses[^1]}");
    }

    [Fact]
    public void The_papers_recipe_lowers_its_loss_too()
    {
        var (_, _, losses) = Recording.Learnt(800, recipe: Recipe.Paper);
        Assert.True(losses.TakeLast(10).Average() < 0.6 * losses.Take(3).Average(), $"{losses[0]} → {losses[^1]}");
    }

    [Fact]
    public void On_one_thread_the_same_seed_gives_the_same_network_bit_by_bit()
    {
        var threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try
        {
            Assert.Equal(Weights(7), Weights(7));
            Assert.NotEqual(Weights(7), Weights(8));
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void Through_a_copy_of_the_network_as_on_a_GPU_a_step_has_the_same_loss_and_gradients()
    {
        var recipe = Recording.Quick with { Dropout = 0.3f };
        var shape = Recording.Small with { Sigma = true };
        var (learner, normalisation, _) = Recording.Learnt(5, recipe: recipe, shape: shape);
        var (other, _, _) = Recording.Learnt(5, recipe: recipe, shape: shape);
        var masks = new DropoutMasks(recipe.Dropout, (long)recipe.BatchSize * shape.Width, 1);
        var (twin, loss) = (new LiftingNetwork(shape, masks), new Loss(normalisation, recipe.Loss, recipe.Bones, recipe.Taught));
        var pass = new TwinPass(other.Network, twin, new DirectPass(twin, masks, loss, 1, tensor => tensor));
        var batch = new Epoch(Recording.Maker(recipe.Mix), normalisation, 1, 0, 64).Make(7);
        using var scope = torch.NewDisposeScope();
        for (var step = 5; step < 8; step++)
        {
            Assert.Equal(learner.Step(batch, step, 100), pass.Run(batch, step), 1e-3f);
            other.Adam.Step(step, recipe.Schedule.Rate(step, 100), recipe.Decay);
            NormLimit.Apply(other.Network.Limited);
        }
        Assert.All(AveragedWeights.State(learner.Network).Zip(AveragedWeights.State(other.Network)), pair =>
            Assert.All(pair.First.Tensor.Floats().ToArray().Zip(pair.Second.Tensor.Floats().ToArray()), number => Assert.Equal(number.First, number.Second, 1e-3f * Math.Max(1, Math.Abs(number.First)))));
    }

    private static float[] Weights(ulong seed) =>
        [.. AveragedWeights.State(Recording.Learnt(10, seed).Learner.Network).SelectMany(pair => pair.Tensor.Floats().ToArray())];
}
