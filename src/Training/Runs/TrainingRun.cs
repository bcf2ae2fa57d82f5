using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Distillation;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Runs;

/// <summary>
/// One run through a schedule. It trains epoch by epoch, measures the held-out subjects, and writes a checkpoint after each epoch and when it is
/// stopped.
/// </summary>
internal sealed class TrainingRun
{
    /// <summary>The held-out data is measured on every eighth frame. Neighbouring frames are nearly equal.</summary>
    private const int HeldOutFrameStep = 8;

    /// <summary>Early stopping: a run that chooses the number of epochs ends after this many epochs without improvement.</summary>
    private const int Patience = 20;

    private readonly TrainingOptions _options;
    private readonly TrainingData _data;
    private readonly RunServices _services;
    private readonly SampleGenerator _generator;
    private readonly Normalization _normalization;
    private readonly float[] _canary;
    private readonly TrainableNetwork _network;
    private readonly long _started;
    private long _trainedBatches;

    /// <param name="record">The description and progress of the run.</param>
    /// <param name="resumed">The checkpoint to resume from. Null: start from the beginning.</param>
    public TrainingRun(TrainingOptions options, TrainingData data, RunRecord record, Checkpoint? resumed, RunServices services)
    {
        (_options, _data, _services, Record) = (options, data, services, record);
        _generator = new SampleGenerator(new Motion(data.Train, data.IsDetected), options.Recipe.Augmentation);
        var pruned = resumed is null && options.Prune is { } path ? Checkpoint.Read(path) : null;
        if (pruned is not null)
            Pruning.Require(pruned, options.Prune!, options, data.HeldOut);
        _normalization = (resumed ?? pruned)?.Normalization ?? Normalization.Measure(_generator, options.Features, options.Seed);
        _canary = resumed?.Canary ?? CanaryRows.Of(data.Train, _normalization);
        _network = new TrainableNetwork(options.Recipe, options.Shape, _normalization, options.Seed, options.Device);
        resumed?.Restore(_network);
        if (pruned is not null)
        {
            Pruning.Apply(pruned, _network.Network);
            _network.WeightUpdate.Clip();
        }
        if (resumed is null && options.Start is not null)
        {
            var from = ModelStart.Read(options);
            ModelStart.Apply(from, _network.Network, _normalization, _generator, options.Seed);
            _network.WeightUpdate.Clip();
            if (from.InnerWidth < options.Shape.InnerWidth)
                services.Display.WriteLine(
                    $"--start {options.Start}: the model has {from.InnerWidth} units in the first layer of a block; "
                        + $"{options.Shape.InnerWidth - from.InnerWidth} are added to each, with random weights"
                );
        }

        _started = services.Clock.GetTimestamp();
        services.Display.WriteLine(
            $"{data.Description}; {_generator.Count:N0} samples per epoch, {_network.Network.parameters().Sum(p => p.NumberOfElements):N0} parameters"
        );
    }

    public RunRecord Record { get; private set; }

    /// <summary>Trains until the end of the run.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped. The checkpoint contains the progress.</exception>
    public void Train(CancellationToken stop)
    {
        using var teacher = Teacher.Open(_options.Teachers, _options.Features);
        while (Record.Epoch < Record.LastEpoch && !ShouldStopEarly())
        {
            RunEpoch(teacher, stop);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Measures the result and writes the final checkpoint.</summary>
    public Checkpoint Finish()
    {
        var (sequences, what) = _data.EvaluationSet();
        var counter = new SigmaCoverageCounter();
        using var network = _network.AveragedNetwork();
        var table = Evaluation.Measure(network, _normalization, sequences, 1, (counter, Record.Sigma?.Factors ?? SigmaCalibration.Uncalibrated));
        _services.Display.WriteLine($"error on {what}");
        _services.Display.WriteLine(table.ToText());
        if (_data.EvaluationWarning is { } warning)
            _services.Display.WriteLine(warning);
        Record = Record with { Errors = TrainingData.Errors(table, what), SigmaTest = counter.Coverage(what) };
        return SaveCheckpoint();
    }

    private bool ShouldStopEarly() =>
        Record.Stage == RunStage.Choosing && !_options.Recipe.Schedule.EndsNearZero && Record.Epoch - Record.BestEpoch >= Patience;

    private void RunEpoch(Teacher? teacher, CancellationToken stop)
    {
        var (clock, started) = (_services.Clock, _services.Clock.GetTimestamp());
        var epoch = new Epoch(_generator, _normalization, _options.Seed, Record.Epoch, _options.Recipe.BatchSize, teacher);
        var feed = new BatchPrefetcher(epoch, Record.Batch, clock);
        var (sum, samples, done, steps) = (0.0, 0L, Record.Batch, (long)Record.Epochs * epoch.BatchCount);
        foreach (var batch in feed.Batches())
        {
            sum += batch.Rows * (double)_network.Step(batch, ((long)Record.Epoch * epoch.BatchCount) + done++, steps);
            samples += batch.Rows;
            _trainedBatches++;
            if (!double.IsFinite(sum))
                throw new ConfigurationException(
                    $"the loss is not finite in epoch {Record.Epoch + 1}: the learning rate is too high, or the data contains invalid numbers"
                );
            if (stop.IsCancellationRequested && done < epoch.BatchCount)
            {
                Record = Record with { Batch = done };
                SaveCheckpoint();
                throw new OperationCanceledException(stop);
            }
            var share = (Record.Epoch + ((double)done / epoch.BatchCount)) / Record.LastEpoch;
            _services.Display.ShowProgress(
                new TrainingProgress(
                    Record.Epoch + 1,
                    Record.LastEpoch,
                    share,
                    sum / samples,
                    samples / clock.GetElapsedTime(started).TotalSeconds,
                    TimeLeft(done, epoch.BatchCount)
                )
            );
        }
        var took = clock.GetElapsedTime(started);
        Record = Record with { Epoch = Record.Epoch + 1, Batch = 0 };
        var heldOut = EvaluateHeldOut();
        var report = new EpochReport(
            Record.Stage,
            Record.Epoch,
            Record.Epochs,
            sum / samples,
            samples,
            took,
            feed.Waited,
            _options.Recipe.Schedule.Rate(((long)Record.Epoch * epoch.BatchCount) - 1, steps),
            heldOut
        );
        _services.Display.WriteLine(report.ToText(TimeLeft(0, epoch.BatchCount)));
        _services.Metrics?.Add(report);
        SaveCheckpoint();
    }

    private TimeSpan TimeLeft(int done, int batches) =>
        _services.Clock.GetElapsedTime(_started) / Math.Max(1, _trainedBatches) * (((long)(Record.LastEpoch - Record.Epoch) * batches) - done);

    private (double, double)? EvaluateHeldOut()
    {
        if (_data.HoldOut.Count == 0)
            return null;
        using var network = _network.AveragedNetwork();
        var table = Evaluation.Measure(network, _normalization, _data.HoldOut, HeldOutFrameStep);
        Record = Record with { HeldOutErrors = [.. Record.HeldOutErrors, table.Protocol1] };
        // A run that chooses the number of epochs keeps the calibration of its best epoch, other runs that of the last one.
        if (_options.Shape.Sigma && (Record.Stage != RunStage.Choosing || Record.BestEpoch == Record.Epoch))
            Record = Record with { Sigma = Calibrate(network) };
        return (table.Protocol1, table.Protocol2);
    }

    private SigmaCalibration Calibrate(LiftingNetwork network) =>
        SigmaCalibration.Fit(
            network,
            _normalization,
            new SampleGenerator(new Motion(_data.HoldOut, _data.IsDetected), SigmaCalibration.Samples(_options.Recipe.Augmentation)),
            _options.Seed,
            SigmaCalibration.DataOf(Record.HoldOut)
        );

    private Checkpoint SaveCheckpoint()
    {
        var checkpoint = Checkpoint.Of(Record, _normalization, _canary, _network);
        checkpoint.Write(_options.CheckpointPath);
        return checkpoint;
    }
}
