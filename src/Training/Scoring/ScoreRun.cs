using StreamLift.Datasets;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;
using StreamLift.Training.Commands;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Scoring;

/// <summary>Runs <c>score</c>: opens the model and the data, and measures the errors.</summary>
internal static class ScoreRun
{
    /// <exception cref="ConfigurationException">The data can't be used, or the layout is unknown.</exception>
    /// <exception cref="ModelException">A model can't be used, or is missing.</exception>
    public static ScoreResult Run(ScoreOptions options, string model, Action<string> note)
    {
        var layout = options.Layout is { } name ? SkeletonCatalogue.BuiltIn.Of("--layout", name) : null;
        if (options.DetectorNoise && !options.Detections.Equals(TrainingData.Truth, StringComparison.OrdinalIgnoreCase))
            throw new ConfigurationException($"--detector-noise: --detections {options.Detections} has a detector's errors already; use it with gt");
        foreach (var joint in options.Hide.Where(joint => layout is not null && !layout.Joints.Contains(joint)))
            throw new ConfigurationException($"--hide {joint}: {layout} has no such joint ({string.Join(", ", layout!.Joints)})");
        return ActionFiles.IsEach(model) ? OfEach(options, layout, model, note) : OfOne(options, layout, model, note);
    }

    private static ScoreResult OfOne(ScoreOptions options, Skeleton? layout, string path, Action<string> note)
    {
        using var model = new ScoredModel(path, options.Precision, options.Checkpoint);
        note($"model {model.Served.Id} on {model.Served.Device}");
        var (sequences, what) = Open(options, note);
        var tables = new ScoreTables(options, layout, model.Served.Card.Sigma is not null);
        tables.Add(model, sequences);
        return tables.Result(model.Served.Id, what, model.Parity);
    }

    private static ScoreResult OfEach(ScoreOptions options, Skeleton? layout, string path, Action<string> note)
    {
        if (options.Checkpoint is not null)
            throw new ConfigurationException($"--checkpoint needs a single model: use the file of one action instead of {path}");
        var (sequences, what) = Open(options, note);
        var actions = sequences.Select(sequence => ScoreTable.ActionOf(sequence.Action)).Distinct().Order(StringComparer.Ordinal).ToList();
        ActionFiles.Require(path, actions);
        var models = new List<(string Action, ScoredModel Model)>();
        try
        {
            foreach (var action in actions)
                models.Add((action, new ScoredModel(ActionFiles.Of(path, action), options.Precision, null)));
            var tables = new ScoreTables(options, layout, models.TrueForAll(one => one.Model.Served.Card.Sigma is not null));
            foreach (var (action, model) in models)
            {
                note($"{action}: model {model.Served.Id} on {model.Served.Device}");
                tables.Add(model, sequences, action);
            }

            return tables.Result($"{models.Count} models, one per action: {path}", what, parity: null);
        }
        finally
        {
            models.ForEach(one => one.Model.Dispose());
        }
    }

    private static (IReadOnlyList<Sequence> Sequences, string What) Open(ScoreOptions options, Action<string> note)
    {
        var data = Dataset.Open(
            new DatasetOptions
            {
                Path = options.Data,
                Subjects = options.Subjects,
                Detections = options.Detections,
                RandomCameras = TrainingData.RandomCameras,
                Rig = options.Rig,
            }
        );
        foreach (var line in data.Notes)
            note(line);
        var views = options.Views == UnseenRig.Recorded ? "" : $", {options.Views} cameras";
        return (UnseenRig.Views(options.Views, data.Sequences), $"{data.Description}{views}");
    }
}
