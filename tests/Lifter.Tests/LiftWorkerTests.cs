using System.Threading.Channels;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests;

public sealed class LiftWorkerTests : IDisposable
{
    private const int Batches = 6;

    private readonly LifterModel _model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Cpu });
    private readonly Meters _meters = new();
    private readonly LifterTelemetry _telemetry;

    public LiftWorkerTests() => _telemetry = new LifterTelemetry(_meters);

    public void Dispose()
    {
        _telemetry.Dispose();
        _meters.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Second_inference_thread_takes_only_large_batches_and_there_is_no_third()
    {
        var models = new ServedModel(_model);
        var worker = Worker(models, threads: 2);
        (bool One, bool Worth) IsFree() => (worker.IsFreeFor(1), worker.IsFreeFor(InferenceStage.MinRowsForExtraThread));

        Assert.Equal((true, true), IsFree());
        Assert.False(worker.Submit(Batch(models, InferenceStage.MinRowsForExtraThread)));
        Assert.Equal((false, true), IsFree());
        Assert.False(worker.Submit(Batch(models, InferenceStage.MinRowsForExtraThread)));
        Assert.Equal((false, false), IsFree());

        worker.Complete();
        await worker.RunAsync();
        Assert.Equal((true, true), IsFree());
    }

    [Fact]
    public async Task Small_batch_is_lifted_on_the_thread_of_the_caller_while_the_worker_is_idle()
    {
        var models = new ServedModel(_model);
        var worker = Worker(models, threads: 1);

        var small = Batch(models, InferenceStage.MinRowsForExtraThread - 1);
        Assert.True(worker.Submit(small));
        Assert.True(worker.Lifted.TryRead(out var lifted));
        Assert.Same(small, lifted);
        Assert.True(small.Model.Span.SequenceEqual(_model.IdUtf8.Span));
        Assert.False(worker.Lifted.Bell.Wait(TimeSpan.Zero)); // nobody was woken

        Assert.False(worker.Submit(Batch(models, InferenceStage.MinRowsForExtraThread)));
        Assert.False(worker.Submit(Batch(models, 1))); // behind the one at work
        Assert.False(worker.Lifted.IsWaiting);
        worker.Complete();
        await worker.RunAsync();
        Assert.True(worker.Lifted.IsWaiting);
    }

    [Fact]
    public void GPU_batch_of_any_size_is_left_to_the_worker_thread()
    {
        var gpu = new CountingRunner();
        using var elsewhere = new LifterModel(gpu, _model.Card, "gpu@0", "a GPU");
        var models = new ServedModel(elsewhere);
        var worker = Worker(models, threads: 1);

        Assert.False(worker.Submit(Batch(models, 1)));
        Assert.False(worker.IsFreeFor(1));
        Assert.Equal(0, gpu.Runs);
    }

    [Fact]
    public async Task Inference_failure_on_the_thread_of_the_caller_ends_the_stage()
    {
        var models = new ServedModel(_model);
        var worker = Worker(models, threads: 2);
        var narrow = new LiftBatch(1, 1) { FilledFor = models.Acquire() };
        narrow.NextRow().Clear();
        narrow.Add(new AssignedPartition("t", 0, 0), 0, 0);
        narrow.AddFrame("s"u8, 0, 0);
        narrow.AddPerson(0, 1, lift: true, default);

        Assert.False(worker.Submit(narrow));
        Assert.Throws<ChannelClosedException>(() => worker.Submit(Batch(models, 1)));

        await Assert.ThrowsAnyAsync<ArgumentException>(worker.RunAsync);
        Assert.True(worker.Lifted.IsOver);
        Assert.ThrowsAny<ArgumentException>(worker.Lifted.ThrowIfFaulted);
    }

    [Fact]
    public async Task Worker_returns_batches_in_arrival_order_whichever_thread_lifts_them()
    {
        var models = new ServedModel(_model);
        var worker = Worker(models, threads: 3);
        var batches = Enumerable.Range(0, Batches).Select(i => Batch(models, i % 2 == 0 ? 256 : 1)).ToList(); // a large one before each small one
        Assert.All(batches, batch => Assert.False(worker.Submit(batch)));
        worker.Complete();
        await worker.RunAsync();

        var lifted = new List<LiftBatch>();
        while (worker.Lifted.TryRead(out var batch))
            lifted.Add(batch);
        Assert.Equal(batches, lifted);
        Assert.All(lifted, batch => Assert.True(batch.Model.Span.SequenceEqual(_model.IdUtf8.Span)));
    }

    private InferenceStage Worker(ServedModel models, int threads) =>
        new(models, new Deadline(TimeSpan.Zero, TimeProvider.System), _telemetry, TimeProvider.System, Batches, threads);

    private static LiftBatch Batch(ServedModel models, int rows)
    {
        var batch = new LiftBatch(256, models.Current.InputWidth) { FilledFor = models.Acquire() };
        batch.Add(new AssignedPartition("t", 0, 0), 0, 0);
        batch.AddFrame("s"u8, 0, 0);
        for (var row = 0; row < rows; row++)
        {
            batch.NextRow().Clear();
            batch.AddPerson(row, 1, lift: true, default);
        }

        return batch;
    }

    private sealed class CountingRunner : IBatchRunner
    {
        public int Parallel => 1;

        public int Runs { get; private set; }

        public void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default) => Runs++;

        public void Dispose() { }
    }
}
