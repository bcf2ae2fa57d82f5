using System.Globalization;
using StreamLift.Poses;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>
/// What <c>train</c> does: one run, or two, of which the first, without the subject held out, chooses the epochs of the second and calibrates its sigmas.
/// The test subjects choose nothing: they are measured once, at the end.
/// </summary>
internal sealed class Trainer(TrainingOptions options, RunServices places)
{
    /// <param name="data">What to learn from and to measure on.</param>
    /// <param name="stop">Ends it after the batch that is being learnt, with a checkpoint.</param>
    /// <returns>The finished run.</returns>
    /// <exception cref="ConfigurationException">The data or the checkpoint doesn't serve.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Checkpoint Run(TrainingData data, CancellationToken stop)
    {
        var resumed = options.Resume is null ? null : Checkpoint.Read(options.Resume);
        if (resumed is not null)
            ResumeCheck.Require(resumed.Record, options, data);
        // an action that those held out didn't do has nobody to choose by
        if (!options.Refit || (data.HoldOut.Count == 0 && resumed?.Record.Stage is null or RunStage.Whole))
            return Learnt(data, resumed?.Record ?? First(data, RunStage.Whole), resumed, stop).Finish();
        var everybody = data with { Train = [.. data.Train, .. data.HoldOut], HoldOut = [] };
        if (resumed?.Record.Stage == RunStage.Refitting)
            return Learnt(everybody, resumed.Record, resumed, stop).Finish();

        var chosen = Learnt(data, resumed?.Record ?? First(data, RunStage.Choosing), resumed, stop).Record;
        places.Display.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"without {chosen.HoldOut} its error was least after epoch {chosen.BestEpoch} of {chosen.Epochs}, "
                    + $"{chosen.HeldOutErrors[chosen.BestEpoch - 1]:F2} mm; now the same with it, that far"
            )
        );
        return Learnt(
                everybody,
                First(data, RunStage.Refitting) with
                {
                    Command = chosen.Command,
                    StopAfter = chosen.BestEpoch,
                    Sigma = chosen.Sigma,
                },
                null,
                stop
            )
            .Finish();
    }

    private TrainingRun Learnt(TrainingData data, RunRecord record, Checkpoint? resumed, CancellationToken stop)
    {
        var run = new TrainingRun(options, data, record, resumed, places);
        run.Train(stop);
        return run;
    }

    private RunRecord First(TrainingData data, RunStage stage) =>
        new()
        {
            Shape = options.Shape,
            Features = options.Features.Name,
            Detections = options.Detections,
            Recipe = options.Recipe.Name,
            RecipeChanges = options.RecipeChanges,
            Epochs = options.Recipe.Epochs,
            Epoch = 0,
            Stage = stage,
            HoldOut = data.HeldOut,
            Seed = options.Seed,
            Data = options.Credit is null ? data.Description : $"{options.Credit}: {data.Description}",
            Licence = options.Licence,
            Command = options.Command,
        };
}
