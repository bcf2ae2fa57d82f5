using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Tests.Gpu;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Models;

public sealed class ServedModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-models-").FullName;
    private readonly List<LifterModel> _released = [];
    private readonly LifterModel _old = LifterModel.Open(ModelFile.Default, new LifterOptions());

    public void Dispose()
    {
        _old.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Replaced_model_serves_its_open_batches_and_is_released_after_the_last_one()
    {
        using var next = Load(ModelFile.Noted("next"));
        var models = new ServedModel(_old, _released.Add);
        var (first, second) = (models.Acquire(), models.Acquire());
        models.Replace(next);
        Assert.Same(next, models.Current);
        Assert.Equal((_old, _old, next), (first, second, models.Acquire()));
        models.Release(first);
        Assert.Empty(_released);
        models.Release(second);
        Assert.Same(_old, Assert.Single(_released));
        models.Release(next);
        Assert.Single(_released); // The current model stays loaded without batches.
        Assert.NotEqual(_old.Id, next.Id);
        Assert.Equal(_old.Card.Name, next.Card.Name);
    }

    [Fact]
    public void Replaced_model_without_open_batches_is_released_at_once()
    {
        using var next = Load(ModelFile.Noted("next"));
        new ServedModel(_old, _released.Add).Replace(next);
        Assert.Same(_old, Assert.Single(_released));
    }

    [Theory]
    [InlineData("\"imageSize\":[1000,1000]", "\"imageSize\":[1920,1080]", "it was trained at 1920x1080 px, not 1000x1000")]
    [InlineData("\"features\":{\"name\":\"image\"", "\"features\":{\"name\":\"box\"", "its features are box 2, not image 2")]
    public void Replacement_model_with_another_input_is_refused_and_the_old_one_stays(string oldText, string newText, string expected)
    {
        using var next = Load(ModelFile.WithCard(card => card.Replace(oldText, newText, StringComparison.Ordinal)));
        var models = new ServedModel(_old, _released.Add);
        var refused = Assert.Throws<ModelException>(() => models.Replace(next));
        Assert.Contains(expected, refused.Message);
        Assert.Same(_old, models.Current);
        Assert.Empty(_released);
    }

    [Fact]
    public void Replaced_GPU_model_is_freed_after_its_last_batch_and_each_lifts_on_its_own_GPU()
    {
        var gpus = new List<FakeGpu>();
        var (before, after) = (OnGpu(1), OnGpu(2));
        var models = new ServedModel(before);
        var model = models.Acquire();
        models.Replace(after);
        Assert.Equal((1, 2), (Lift(model), Lift(models.Acquire())));
        Assert.DoesNotContain("dispose", gpus[0].Log);
        models.Release(model);
        Assert.Equal("dispose", gpus[0].Log[^1]);
        Assert.Equal(2, Lift(after));
        after.Dispose();

        LifterModel OnGpu(float pose)
        {
            var widths = new NetworkWidths(_old.InputWidth, [51]);
            var runner = new GpuRunner(
                () => Added(new FakeGpu(widths, 8, (_, _, outputs) => outputs[0].AsSpan().Fill(pose))),
                widths,
                new Buckets(8),
                "a model"
            );
            return new LifterModel(runner, _old.Card, $"a@{pose}", "CUDA");
        }

        FakeGpu Added(FakeGpu gpu)
        {
            gpus.Add(gpu);
            return gpu;
        }

        static float Lift(LifterModel model)
        {
            var pose = new float[51];
            model.Run(new float[model.InputWidth], 1, pose);
            return pose[50];
        }
    }

    [Fact]
    public void Model_that_fell_back_to_the_CPU_does_not_replace_one_on_a_GPU()
    {
        var widths = new NetworkWidths(_old.InputWidth, [51]);
        using var onGpu = new LifterModel(
            new GpuRunner(() => new FakeGpu(widths, 8, (_, _, _) => { }), widths, new Buckets(8), "a model"),
            _old.Card,
            "a@1",
            "CUDA"
        );
        var refused = Assert.Throws<ModelException>(() => new ServedModel(onGpu, _released.Add).Replace(_old));
        Assert.Contains("it would run on another device: CPU", refused.Message);
        Assert.Empty(_released);
    }

    private LifterModel Load(byte[] bytes)
    {
        var file = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(file, bytes);
        return LifterModel.Load(file, new LifterOptions());
    }
}
