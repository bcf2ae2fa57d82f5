using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests.Optimization;

/// <summary>Compares training with tensor operations, as on a GPU but with CPU tensors, to training with the CPU's own loops.</summary>
[Collection(TorchCollection.Name)]
public sealed class DeviceWeightUpdateTests : IDisposable
{
    private const int Steps = 10;

    private readonly int _threads = torch.get_num_threads();

    public DeviceWeightUpdateTests() => torch.set_num_threads(1);

    public static TheoryData<string> Recipes => [.. Cases.Keys];

    private static Dictionary<string, Recipe> Cases { get; } =
        new()
        {
            ["fast"] = Recording.Quick with { Dropout = 0 },
            ["fast, dropout"] = Recording.Quick with { Dropout = 0.3f },
            ["paper"] = Recipe.Paper with { Dropout = 0, Augmentation = Recording.Everything },
            ["weight decay, no max-norm"] = Recording.Quick with { Dropout = 0, WeightDecay = 0.5f, MaxNorm = MaxNorm.None },
            ["paper's max-norm, averages"] = Recipe.Paper with
            {
                Dropout = 0,
                Augmentation = Recording.Everything,
                EmaDecay = 0.9f,
                Schedule = new OneCycle(0.003f),
            },
        };

    public void Dispose() => torch.set_num_threads(_threads);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Steps_on_tensors_leave_the_numbers_that_steps_on_the_CPU_leave(string recipe)
    {
        var (cpu, _, losses) = Trained(Steps, recipe);
        var (other, _, its) = Trained(Steps, recipe, torch.CPU);
        Assert.All(losses.Zip(its), pair => Assert.Equal(pair.First, pair.Second, 1e-3f * pair.First));
        Close(Numbers(cpu), Numbers(other));
        Assert.NotEqual(Numbers(cpu)["enter.weight"], Numbers(Trained(1, recipe).Learner)["enter.weight"]);
    }

    [Theory]
    [InlineData("fast", false)]
    [InlineData("fast", true)]
    [InlineData("paper", false)]
    [InlineData("paper", true)]
    public void A_checkpoint_of_CPU_or_device_training_resumes_in_the_other(string recipe, bool fromCpu)
    {
        var (first, second) = fromCpu ? ((torch.Device?)null, torch.CPU) : (torch.CPU, (torch.Device?)null);
        var (begun, normalization, _) = Trained(Steps, recipe, first);
        var resumed = new TrainableNetwork(Cases[recipe], Shape, normalization, 2, second);
        Checkpoint.Of(Record, normalization, new float[Recording.InputWidth], begun).Restore(resumed);
        Assert.Equal(Numbers(begun), Numbers(resumed));

        var batch = new Epoch(Recording.Maker(Recording.Everything), normalization, 1, 1, 64).MakeBatch(0);
        for (var step = Steps; step < Steps + 5; step++)
            Assert.Equal(begun.Step(batch, step, 100), resumed.Step(batch, step, 100), 1e-2f);
        Close(Numbers(begun), Numbers(resumed));
    }

    /// <summary>A meta tensor has a shape, but no numbers. libtorch refuses operations that mix it with CPU tensors, as it does for a GPU.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_step_on_another_device_touches_no_tensor_of_the_CPU(string recipe)
    {
        var learner = new TrainableNetwork(
            Cases[recipe],
            Shape,
            Normalization.Measure(Recording.Maker(Recording.Everything), Recording.Image, 1),
            1,
            torch.META
        );
        foreach (var (_, parameter) in learner.Network.TrainedParameters)
            parameter.grad = parameter.ZerosLike();
        learner.WeightUpdate.Step(0, 0.01f);
        var kept = learner
            .Network.StateTensors.Concat(learner.WeightUpdate.AveragedTensors)
            .Select(pair => pair.Item2)
            .Concat(learner.WeightUpdate.AdamMoments.Select(pair => pair.Square));
        Assert.All(kept, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    private static NetworkShape Shape => Recording.Small with { Sigma = true };

    private static RunRecord Record =>
        new()
        {
            Shape = Shape,
            FeaturesVersion = Recording.Image.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
        };

    private static (TrainableNetwork Learner, Normalization Normalization, List<float> Losses) Trained(int steps, string recipe, torch.Device? device = null) =>
        Recording.Trained(steps, recipe: Cases[recipe], shape: Shape, device: device);

    // All tensors of a checkpoint: weights, batch norm statistics, averages, moments and the norms of clipped matrices.
    private static IReadOnlyDictionary<string, float[]> Numbers(TrainableNetwork learner) =>
        Checkpoint
            .Of(Record, Normalization.Measure(Recording.Maker(Recording.Everything), Recording.Image, 1), new float[Recording.InputWidth], learner)
            .Tensors;

    // Each number must be equal within a thousandth of the tensor's largest number.
    private static void Close(IReadOnlyDictionary<string, float[]> expected, IReadOnlyDictionary<string, float[]> given)
    {
        Assert.Equal(expected.Keys, given.Keys);
        Assert.All(expected, tensor =>
        {
            var apart = tensor.Value.Zip(given[tensor.Key], (one, other) => Math.Abs(one - other)).Max();
            var largest = tensor.Value.Max(Math.Abs);
            Assert.True(apart <= 1e-3f * largest, $"{tensor.Key}: {apart} apart, the largest is {largest}");
        });
    }
}
