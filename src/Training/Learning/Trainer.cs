using System.Globalization;
using StreamLift.Poses;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>
/// Runs <c>train</c>. With --refit there are two runs: the first one, without the held-out subject, chooses the number of epochs and calibrates sigma
/// for the second one. The test subjects influence nothing. They are measured once, at the end.
/// </summary>
internal sealed class Trainer(TrainingOptions options, RunServices services)
{
    /// <param name="data">The data for training and evaluation.</param>
    /// <param name="stop">Stops the run after the current batch, with a checkpoint.</param>
    /// <returns>The checkpoint of the finished run.</returns>
    /// <exception cref="ConfigurationException">The data or the checkpoint can't be used.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public Checkpoint Run(TrainingData data, CancellationToken stop)
    {
        var resumed = options.Resume is null ? null : Checkpoint.Read(options.Resume);
        if (resumed is not null)
            ResumeCheck.Require(resumed.Record, options, data);
        // Without held-out data for this action there is one run only.
        if (!options.Refit || (data.HoldOut.Count == 0 && resumed?.Record.Stage is null or RunStage.Whole))
            return Train(data, resumed?.Record ?? NewRecord(data, RunStage.Whole), resumed, stop).Finish();
        var allSubjects = data with { Train = [.. data.Train, .. data.HoldOut], HoldOut = [] };
        if (resumed?.Record.Stage == RunStage.Refitting)
            return Train(allSubjects, resumed.Record, resumed, stop).Finish();

        var chosen = Train(data, resumed?.Record ?? NewRecord(data, RunStage.Choosing), resumed, stop).Record;
        services.Display.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the error of held-out {chosen.HoldOut} was smallest after epoch {chosen.BestEpoch} of {chosen.Epochs}: "
                    + $"{chosen.HeldOutErrors[chosen.BestEpoch - 1]:F2} mm; training again on all subjects until this epoch"
            )
        );
        return Train(
                allSubjects,
                NewRecord(data, RunStage.Refitting) with
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

    private TrainingRun Train(TrainingData data, RunRecord record, Checkpoint? resumed, CancellationToken stop)
    {
        var run = new TrainingRun(options, data, record, resumed, services);
        run.Train(stop);
        return run;
    }

    private RunRecord NewRecord(TrainingData data, RunStage stage) =>
        new()
        {
            Shape = options.Shape,
            Features = options.Features.Name,
            FeaturesVersion = options.Features.Version,
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
