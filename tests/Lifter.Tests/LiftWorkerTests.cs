using StreamLift.Tests;

namespace StreamLift.Lifter.Tests;

public sealed class LiftWorkerTests
{
    private const int Batches = 6;

    [Fact]
    public async Task A_second_thread_is_for_a_batch_that_is_worth_it_and_a_third_there_is_not()
    {
        using var model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Cpu });
        using var meters = new Meters();
        using var telemetry = new LifterTelemetry(meters);
        var worker = new LiftWorker(new ServedModel(model), new Deadline(TimeSpan.Zero, TimeProvider.System), telemetry, TimeProvider.System, Batches, threads: 2);
        (bool One, bool Worth) IsFree() => (worker.IsFreeFor(1), worker.IsFreeFor(LiftWorker.WorthAThread));

        Assert.Equal((true, true), IsFree());
        worker.Hand(new LiftBatch(1, 34));
        Assert.Equal((false, true), IsFree());
        worker.Hand(new LiftBatch(1, 34));
        Assert.Equal((false, false), IsFree());

        worker.Complete();
        await worker.RunAsync();
        Assert.Equal((true, true), IsFree());
    }

    [Fact]
    public async Task Whichever_thread_lifts_them_batches_go_on_in_the_order_they_came()
    {
        using var model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Cpu });
        using var meters = new Meters();
        using var telemetry = new LifterTelemetry(meters);
        var models = new ServedModel(model);
        var worker = new LiftWorker(models, new Deadline(TimeSpan.Zero, TimeProvider.System), telemetry, TimeProvider.System, Batches, threads: 3);
        var batches = Enumerable.Range(0, Batches).Select(i => new LiftBatch(256, model.InputWidth) { FilledFor = models.Enter() }).ToList();
        foreach (var (batch, i) in batches.Select((batch, i) => (batch, i)))
            for (var row = 0; row < (i % 2 == 0 ? 256 : 1); row++) // a large one before each small one
                batch.NextRow().Clear();
        batches.ForEach(worker.Hand);
        worker.Complete();
        await worker.RunAsync();

        var lifted = new List<LiftBatch>();
        while (worker.Lifted.TryRead(out var batch))
            lifted.Add(batch);
        Assert.Equal(batches, lifted);
        Assert.All(lifted, batch => Assert.True(batch.Model.Span.SequenceEqual(model.IdUtf8.Span)));
    }
}
