using System.Diagnostics;
using System.Globalization;
using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Training.Networks;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>A run: learns epoch by epoch, keeps a checkpoint after each, measures at the end.</summary>
internal sealed class Trainer(TrainingOptions options, Action<string> say)
{
    private const int CanaryRows = 3;

    /// <summary>Every eighth frame is enough to watch by; neighbours hardly differ.</summary>
    private const int Watched = 8;

    /// <param name="data">What to learn from and to measure on.</param>
    /// <returns>The finished run.</returns>
    /// <exception cref="ConfigurationException">The data or the checkpoint doesn't serve.</exception>
    public Checkpoint Run(TrainingData data)
    {
        var maker = new SightMaker(new Motion(data.Train, data.IsDetected), options.Recipe.Mix);
        var resumed = options.Resume is null ? null : Checkpoint.Read(options.Resume);
        Require(resumed);
        var normalisation = resumed?.Normalisation ?? Normalisation.Measure(maker, options.Features, options.Seed);
        var canary = resumed?.Canary ?? Canary(data.Train, normalisation);
        var learner = new Learner(options.Recipe, options.Shape, normalisation, options.Seed);
        resumed?.Restore(learner);
        say($"{data.Description}; {maker.Count:N0} samples an epoch, {learner.Network.parameters().Sum(p => p.NumberOfElements):N0} parameters");

        var record = new RunRecord
        {
            Shape = options.Shape, Features = options.Features.Name, Detections = options.Detections, Recipe = options.Recipe.Name, Departures = options.Departures, Epochs = options.Recipe.Epochs, Epoch = resumed?.Record.Epoch ?? 0,
            Seed = options.Seed, Data = options.Credit is null ? data.Description : $"{options.Credit}: {data.Description}", Licence = options.Licence, Command = resumed?.Record.Command ?? options.Command,
        };
        using var teacher = Teacher.Open(options.Teachers, options.Features);
        while (record.Epoch < record.Epochs)
        {
            var watch = Stopwatch.StartNew();
            var (loss, samples) = RunEpoch(learner, new Epoch(maker, normalisation, options.Seed, record.Epoch, options.Recipe.BatchSize, teacher), record);
            record = record with { Epoch = record.Epoch + 1 };
            say(string.Create(CultureInfo.InvariantCulture, $"epoch {record.Epoch}/{record.Epochs}: loss {loss:F3}, {samples / watch.Elapsed.TotalSeconds:N0} samples/s")
                + Watch(learner, normalisation, data.HoldOut));
            Checkpoint.Of(record, normalisation, canary, learner).Write(options.CheckpointPath);
        }
        return Finish(learner, normalisation, canary, record, data);
    }

    private static (double Loss, long Samples) RunEpoch(Learner learner, Epoch epoch, RunRecord record)
    {
        var (sum, samples, step) = (0.0, 0L, (long)record.Epoch * epoch.Batches);
        foreach (var batch in epoch.Run())
        {
            sum += batch.Rows * (double)learner.Step(batch, step++, (long)record.Epochs * epoch.Batches);
            samples += batch.Rows;
            if (!double.IsFinite(sum))
                throw new ConfigurationException($"the loss is no number any more in epoch {record.Epoch + 1}: the data holds something that is none, or the learning rate is too high");
        }
        return (sum / samples, samples);
    }

    private static string Watch(Learner learner, Normalisation normalisation, IReadOnlyList<Sequence> sequences)
    {
        if (sequences.Count == 0)
            return "";
        var table = Measure(learner, normalisation, sequences, Watched);
        return string.Create(CultureInfo.InvariantCulture, $", held out {table.Protocol1:F2} / {table.Protocol2:F2} mm");
    }

    private Checkpoint Finish(Learner learner, Normalisation normalisation, float[] canary, RunRecord record, TrainingData data)
    {
        var (sequences, what) = data.Measured();
        var table = Measure(learner, normalisation, sequences, 1);
        say(table.ToText());
        record = record with { Errors = TrainingData.Errors(table, what) };
        var checkpoint = Checkpoint.Of(record, normalisation, canary, learner);
        checkpoint.Write(options.CheckpointPath);
        return checkpoint;
    }

    private static ScoreTable Measure(Learner learner, Normalisation normalisation, IReadOnlyList<Sequence> sequences, int every)
    {
        learner.Averages.Swap();
        learner.Network.eval();
        var table = Evaluation.Measure(learner.Network, normalisation, sequences, every);
        learner.Averages.Swap();
        return table;
    }

    private static float[] Canary(IReadOnlyList<Sequence> sequences, Normalisation normalisation)
    {
        var rows = new float[CanaryRows * Normalisation.Inputs];
        for (var i = 0; i < CanaryRows; i++)
        {
            var sequence = sequences[i * (sequences.Count - 1) / (CanaryRows - 1)];
            PoseRows.WriteInput(normalisation, sequence, sequence.Frames / 2, rows.AsSpan(i * Normalisation.Inputs, Normalisation.Inputs), out _);
        }
        return rows;
    }

    private void Require(Checkpoint? resumed)
    {
        if (resumed is null)
            return;
        var (record, problems) = (resumed.Record, new List<string>());
        void Same<T>(string name, T of, T asked)
        {
            if (!Equals(of, asked))
                problems.Add($"--resume {options.Resume}: its run has {name} {of}, this one {asked}; give the same");
        }

        Same("--recipe", record.Recipe, options.Recipe.Name);
        Same("departures from the recipe", record.Departures.Length == 0 ? "none" : record.Departures, options.Departures.Length == 0 ? "none" : options.Departures);
        Same("--detections", record.Detections, options.Detections);
        Same("--features", record.Features, options.Features.Name);
        Same("--epochs", record.Epochs, options.Recipe.Epochs);
        Same("--width", record.Shape.Width, options.Shape.Width);
        Same("--blocks", record.Shape.Blocks, options.Shape.Blocks);
        Same("--seed", record.Seed, options.Seed);
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }
}
