using StreamLift.Training.Augmentation;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;

namespace StreamLift.Training.Tests.Networks;

[Collection(TorchCollection.Name)]
public sealed class ScalarLifetimeWorkaroundTests
{
    [Fact]
    public async Task Training_goes_on_while_the_garbage_collector_frees_unreferenced_tensors()
    {
        var isOver = false;
        var collecting = Task.Run(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        try
        {
            // Two of the first twenty trainings of three epochs used a scalar that was already freed (see ScalarLifetimeWorkaround).
            var (_, _, losses) = Recording.Trained(
                600,
                recipe: Recording.Quick with
                {
                    Augmentation = AugmentationSettings.None,
                    BatchSize = 16,
                    BoneLossWeight = 0.1f,
                }
            );
            Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            await collecting;
        }
    }
}
