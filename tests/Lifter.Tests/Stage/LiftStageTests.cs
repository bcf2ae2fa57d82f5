using StreamLift.Lanes;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Cameras;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class LiftStageTests : IDisposable
{
    private readonly LifterModel _model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Cpu });
    private readonly Meters _meters = new();
    private readonly LifterTelemetry _telemetry;

    public LiftStageTests() => _telemetry = new LifterTelemetry(_meters);

    public void Dispose()
    {
        _telemetry.Dispose();
        _meters.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Processed_batch_has_its_poses_and_the_id_of_the_model_and_releases_the_model()
    {
        var models = new ServedModel(_model);
        var stage = Stage(models);
        var batch = Batch(models, 3);
        batch.Output.AsSpan().Clear();
        stage.Process(batch);
        Assert.True(batch.ModelId.SequenceEqual(_model.IdUtf8.Span));
        Assert.Null(batch.General.FilledFor);
        Assert.NotEqual(0, batch.Pose(2)[3]);
    }

    [Fact]
    public void CPU_stage_may_run_inline_and_a_stage_on_another_device_may_not()
    {
        Assert.True(Stage(new ServedModel(_model)).RunsInline);
        using var elsewhere = Stages.Model(_model.Card);
        Assert.False(Stage(new ServedModel(elsewhere)).RunsInline);
    }

    [Fact]
    public async Task Batches_leave_the_executor_in_order_whichever_worker_lifts_them()
    {
        const int Batches = 6;
        var models = new ServedModel(_model);
        var queue = new OrderedBatchQueue(Batches);
        var executor = new LaneExecutor(Stage(models), queue, 3);
        executor.Connect(() => Assert.Fail("no batch is small while others are in progress"));
        var batches = Enumerable.Range(0, Batches).Select(i => Batch(models, i % 2 == 0 ? 256 : 1)).ToList(); // a large one before each small one
        batches.ForEach(executor.Submit);
        executor.Complete();
        await executor.RunAsync();

        var lifted = new List<RecordBatch>();
        while (queue.TryTake(out var batch))
            lifted.Add(batch);
        Assert.Equal(batches, lifted);
        Assert.All(lifted, batch => Assert.True(batch.ModelId.SequenceEqual(_model.IdUtf8.Span)));
    }

    private LiftStage Stage(ServedModel models) =>
        new(Stages.Context(models, _telemetry, new Deadline(TimeSpan.Zero, TimeProvider.System), TimeProvider.System));

    private static LiftBatch Batch(ServedModel models, int rows)
    {
        var batch = new LiftBatch(256, models.Current.InputWidth) { General = { FilledFor = models.Acquire() } };
        batch.Add(new AssignedPartition("t", 0, 0), 0, 0);
        batch.AddFrame("s"u8, 0, 0);
        for (var row = 0; row < rows; row++)
        {
            batch.NextRow().Clear();
            batch.AddPerson(row, 1, lift: true, CameraRotation.None);
        }

        return batch;
    }
}
