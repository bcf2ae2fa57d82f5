using System.Text.Json;
using StreamLift.Datasets;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Tests.Learning;

/// <summary>Complete runs on a few seconds of the synthetic performer. One activity is held out like another person.</summary>
[Collection(TorchCollection.Name)]
public sealed class TrainerTests : IDisposable
{
    private const int BatchSize = 256;

    // The samples of the first run, which has one of the activities.
    private static readonly int BatchesAnEpoch = new Motion(Data().Train).Frames * Recording.Everything.Views / BatchSize;

    private readonly TemporaryFolder _folder = new();
    private readonly int _threads = torch.get_num_threads();

    public TrainerTests() => torch.set_num_threads(1);

    public void Dispose()
    {
        torch.set_num_threads(_threads);
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false, 0.3)]
    [InlineData(false, 1)]
    [InlineData(false, 2.4)]
    [InlineData(true, 0.2)]
    [InlineData(true, 2.7)]
    [InlineData(true, 3.4)]
    public void Training_stopped_after_any_batch_and_resumed_ends_with_the_same_bytes(bool refit, double epochs)
    {
        var batches = (int)(epochs * BatchesAnEpoch);
        var straight = Options("straight") with { Refit = refit };
        new Trainer(straight, Places()).Run(Data(), CancellationToken.None);

        var options = Options("stopped") with { Refit = refit };
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new Trainer(
                options,
                Places(
                    new SilentDisplay(batch =>
                    {
                        if (batch == batches)
                            stop.Cancel();
                    })
                )
            ).Run(Data(), stop.Token)
        );
        var half = Checkpoint.Read(options.CheckpointPath);
        Assert.Null(half.Record.Errors);
        new Trainer(options with { Resume = options.CheckpointPath }, Places()).Run(Data(), CancellationToken.None);

        Assert.True(
            File.ReadAllBytes(straight.CheckpointPath).AsSpan().SequenceEqual(File.ReadAllBytes(options.CheckpointPath)),
            $"stopped in epoch {half.Record.Epoch}, batch {half.Record.Batch}"
        );
    }

    [Fact]
    public void A_run_on_a_device_resumes_to_the_same_bytes_and_errs_as_one_on_the_CPU()
    {
        var cpu = new Trainer(Options("cpu"), Places()).Run(Data(), CancellationToken.None);
        var straight = Options("straight") with { Device = torch.CPU };
        var whole = new Trainer(straight, Places()).Run(Data(), CancellationToken.None);
        Assert.Equal(cpu.Record.Errors!.Protocol1, whole.Record.Errors!.Protocol1, 0.05 * cpu.Record.Errors.Protocol1);

        var options = Options("stopped") with { Device = torch.CPU };
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new Trainer(
                options,
                Places(
                    new SilentDisplay(batch =>
                    {
                        if (batch == BatchesAnEpoch / 2)
                            stop.Cancel();
                    })
                )
            ).Run(Data(), stop.Token)
        );
        new Trainer(options with { Resume = options.CheckpointPath }, Places()).Run(Data(), CancellationToken.None);
        Assert.True(File.ReadAllBytes(straight.CheckpointPath).AsSpan().SequenceEqual(File.ReadAllBytes(options.CheckpointPath)));
    }

    [Fact]
    public void Refit_on_all_subjects_uses_the_epochs_and_sigmas_chosen_with_one_held_out()
    {
        var display = new SilentDisplay();
        var file = _folder.File("metrics.jsonl");
        Checkpoint refitted;
        using (var metrics = new MetricsFile(file))
            refitted = new Trainer(Options("a") with { Refit = true }, Places(display, metrics)).Run(Data(), CancellationToken.None);
        var epochs = File.ReadAllLines(file).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var choosing = epochs.Where(epoch => epoch.GetProperty("stage").GetString() == "choosing").ToList();
        var held = choosing.ConvertAll(epoch => epoch.GetProperty("heldOut").GetProperty("protocol1").GetDouble());
        Assert.Equal(3, choosing.Count);
        Assert.Equal(held.IndexOf(held.Min()) + 1, refitted.Record.StopAfter);
        Assert.Equal(refitted.Record.StopAfter, epochs.Count - choosing.Count);
        Assert.Equal(RunStage.Refitting, refitted.Record.Stage);
        Assert.StartsWith("synthetic (held out)", refitted.Record.Sigma!.On, StringComparison.Ordinal);
        Assert.Equal(1, refitted.Record.Sigma.Coverage.Rms, 0.01);
        Assert.NotNull(refitted.Record.SigmaTest);
        Assert.Contains(display.Lines, line => line.StartsWith("the error of held-out synthetic was smallest after epoch", StringComparison.Ordinal));
        foreach (var number in new[] { "epoch", "epochs", "loss", "samplesPerSecond", "seconds", "waiting", "learningRate" })
            Assert.All(epochs, epoch => Assert.True(epoch.GetProperty(number).GetDouble() >= 0));

        // The second run has the held-out activity too.
        var samples = display.Lines.Where(line => line.Contains("samples per epoch", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, samples.Count);
        Assert.NotEqual(samples[0], samples[1]);
    }

    [Fact]
    public void Holding_out_an_unknown_or_the_only_subject_is_refused()
    {
        Assert.Contains("no S7 to hold out", Assert.Throws<Poses.ConfigurationException>(() => Data().Without("S7")).Message, StringComparison.Ordinal);
        var alone = Data() with { HoldOut = [] };
        Assert.Contains(
            "no subject is left",
            Assert.Throws<Poses.ConfigurationException>(() => alone.Without(alone.Train[0].Subject)).Message,
            StringComparison.Ordinal
        );
    }

    private static RunServices Places(ITrainingDisplay? display = null, MetricsFile? metrics = null) =>
        new(display ?? new SilentDisplay(), metrics, TimeProvider.System);

    private static TrainingData Data()
    {
        List<Sequence> Of(int activity) => [.. Recording.Data.Sequences.Skip(4 * activity).Take(4)];
        return new TrainingData("synthetic", [], Of(0), Of(1), Of(2), "gt");
    }

    private TrainingOptions Options(string name) =>
        new()
        {
            Data = "synthetic",
            Recipe = Recording.Quick with { Epochs = 3, BatchSize = BatchSize, Dropout = 0.2f, EmaDecay = 0.9f },
            Features = Recording.Image,
            Shape = Recording.Small with { Sigma = true },
            Seed = 5,
            HoldOut = ["synthetic"],
            Licence = "MIT",
            Out = _folder.File($"{name}.onnx"),
            Command = "streamlift train",
        };
}
