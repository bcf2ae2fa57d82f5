using StreamLift.Training.Learning;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using TorchSharp;

namespace StreamLift.Training.Tests.Learning;

[Collection(TorchCollection.Name)]
public sealed class TrainableNetworkTests
{
    [Fact]
    public void Training_with_the_fast_recipe_lowers_the_loss()
    {
        var (_, _, losses) = Recording.Trained(120);
        Assert.True(losses.TakeLast(10).Average() < 0.6 * losses.Take(3).Average(), $"{losses[0]} → {losses[^1]}");
    }

    [Fact]
    public void Training_with_the_recipe_of_the_paper_lowers_the_loss()
    {
        var (_, _, losses) = Recording.Trained(800, recipe: Recipe.Paper);
        Assert.True(losses.TakeLast(10).Average() < 0.6 * losses.Take(3).Average(), $"{losses[0]} → {losses[^1]}");
    }

    [Fact]
    public void Training_on_one_thread_with_the_same_seed_gives_the_same_network_bit_for_bit()
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

    private static float[] Weights(ulong seed) =>
        [.. Recording.Trained(10, seed).Learner.Network.StateTensors.SelectMany(pair => pair.Tensor.FloatSpan().ToArray())];
}
