using System.CommandLine;
using Spectre.Console;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Shared;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Commands;

/// <summary><c>train</c>: from recorded motion to a model.</summary>
internal static class TrainCommand
{
    private const string Each = "each";

    // by the protocol: the training subject that settings are chosen by
    private const string DefaultHoldOut = "S8";
    private const int Interrupted = 130;

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Recorded motion: the 2017 authors' folder, VideoPose3D's data_3d_*.npz, Human3.6M's own CDF folder, or a folder of BVH files",
            Required = true,
        };
        var detections = new Option<string>("--detections")
        {
            Description = "gt: the truth, projected; sh: Stacked Hourglass beside the data; or a path",
            DefaultValueFactory = _ => "gt",
        };
        var actions = new Option<string>("--actions")
        {
            Description = "all: one model; each: one an action, FILE holding {action}",
            DefaultValueFactory = _ => "all",
        };
        actions.AcceptOnlyFromAmong("all", Each);
        var recipe = new Option<string>("--recipe")
        {
            Description = "fast: what is measured to be best; paper: as published",
            DefaultValueFactory = _ => "fast",
        };
        recipe.AcceptOnlyFromAmong([.. Recipe.All.Select(known => known.Name)]);
        var features = new Option<string>("--features")
        {
            Description =
                "What the network is given: pixels (one camera's), image (any resolution), box (any camera, none asked for), rays or centred (any "
                + "camera whose lens is known); default: the recipe's",
        };
        features.AcceptOnlyFromAmong([.. FeatureCatalogue.All.Select(known => known.Name)]);
        var epochs = Positive("--epochs", "Passes over the data; default: the recipe's", null);
        var width = Positive("--width", "Units of a layer", 1024);
        var inner = Positive("--inner", "Units of a block's first layer; default: the width's", null);
        var blocks = Positive("--blocks", "Residual blocks of two layers", 2);
        var seed = new NumberOption<ulong>("--seed") { Description = "Of all random numbers", DefaultValueFactory = _ => 1 };
        var teacher = new Option<string[]>("--teacher")
        {
            Description =
                "Learn from this model (.onnx, of the same features) as well as from the truth, from what it makes of each row and of its mirror "
                + "image; several: from their mean",
            DefaultValueFactory = _ => [],
        };
        var prune = new Option<string>("--prune")
        {
            Description = "Begin with this checkpoint's network (.safetensors), of which each block's first layer keeps the --inner units that do most",
        };
        var holdOut = new Option<string>("--hold-out")
        {
            Description =
                "Subjects not trained on but measured after every epoch, e.g. S8: to choose settings by and to calibrate sigma on. S9 and S11 are "
                + "always left for the test",
        };
        var refit = new Option<bool>("--refit")
        {
            Description = "Train twice: without those held out (default: S8), then on all for as many epochs as were best, with the sigma calibrated on them",
        };
        var device = new ChoiceOption<TrainingDevice>("--device")
        {
            Description = "auto, cpu or cuda: where training is computed; auto: the GPU where libtorch finds one",
            DefaultValueFactory = _ => TrainingDevice.Auto,
        };
        var metrics = new Option<string>("--metrics") { Description = "Note each epoch in this file, a JSON object a line" };
        var credit = new Option<string>("--credit") { Description = "What the data is and whom it is owed to, for the model's card" };
        var licence = new Option<string>("--licence") { Description = "Of the weights, for the model's card", DefaultValueFactory = _ => "not stated" };
        var resume = new Option<string>("--resume") { Description = "Go on from this checkpoint (.safetensors)" };
        var output = new Option<string>("--out") { Description = "The model (.onnx); its checkpoint lies beside it (.safetensors)", Required = true };
        var command = new Command("train", "Trains a model on recorded motion.\nExample: streamlift train --data ../shared/data/cmu/cmu36m --out model.onnx")
        {
            data,
            detections,
            actions,
            recipe,
            features,
            epochs,
            width,
            inner,
            blocks,
            seed,
            teacher,
            prune,
            holdOut,
            refit,
            device,
            metrics,
            credit,
            licence,
            resume,
            output,
        };
        var departures = new AblationOptions();
        departures.AddTo(command);
        command.SetAction(result =>
        {
            var (chosen, shape, words) = departures.Apply(
                result,
                result.GetValue(teacher) ?? [],
                result.GetValue(prune),
                Chosen(result.GetRequiredValue(recipe), result.GetValue(epochs)),
                new NetworkShape(
                    Normalisation.Inputs,
                    Normalisation.Outputs,
                    result.GetValue(width)!.Value,
                    result.GetValue(blocks)!.Value,
                    Inner: result.GetValue(inner) ?? 0
                )
            );
            return Run(
                new TrainingOptions
                {
                    Data = result.GetRequiredValue(data),
                    Detections = result.GetRequiredValue(detections),
                    Recipe = chosen,
                    Features = FeatureCatalogue.Named(result.GetValue(features) ?? chosen.Features),
                    Shape = shape,
                    Teachers = result.GetValue(teacher) ?? [],
                    Prune = result.GetValue(prune),
                    Departures = words,
                    Seed = result.GetValue(seed),
                    HoldOut = SubjectList.Split(result.GetValue(holdOut)) ?? [],
                    Refit = result.GetValue(refit),
                    Device = TrainingDevices.Choose(result.GetValue(device)),
                    Metrics = result.GetValue(metrics),
                    Credit = result.GetValue(credit),
                    Licence = result.GetRequiredValue(licence),
                    Resume = result.GetValue(resume),
                    Out = result.GetRequiredValue(output),
                    Command = CommandText.Of(result),
                },
                result.GetRequiredValue(actions) == Each,
                result.InvocationConfiguration.Output
            );
        });
        return command;
    }

    private static int Run(TrainingOptions options, bool isEach, TextWriter console)
    {
        if (isEach != ActionFiles.IsEach(options.Out))
            throw new ConfigurationException(
                isEach
                    ? $"--out {options.Out}: with --actions each its name must hold {ActionFiles.Token}"
                    : $"--out {options.Out}: {ActionFiles.Token} stands for an action's name with --actions each"
            );
        if (isEach && options.Resume is not null)
            throw new ConfigurationException("--resume goes on with one run: give it without --actions each");
        OutputFile.Require(options.Out);
        using var metrics = options.Metrics is null ? null : new MetricsFile(options.Metrics);
        var data = TrainingData.Open(options.Data, options.HoldOut, options.Detections);
        foreach (var note in data.Notes)
            console.WriteLine($"note: {note}");
        if (options.Refit && data.HoldOut.Count == 0)
            data = data.Without(DefaultHoldOut);
        using var interruption = new Interruption();
        var places = new RunPlaces(Display(console), metrics, TimeProvider.System);
        var runs = isEach
            ? data.Actions.Select(action => (Options: options with { Out = ActionFiles.Of(options.Out, action) }, Data: data.Of(action)))
            : [(options, data)];
        foreach (var (each, its) in runs)
            if (!Train(each, its, places, interruption.Token))
                return Interrupted;
        return 0;
    }

    private static bool Train(TrainingOptions options, TrainingData data, RunPlaces places, CancellationToken stop)
    {
        try
        {
            var checkpoint = places.Display.While(() => new Trainer(options, places).Run(data, stop));
            File.WriteAllBytes(options.Out, Exporter.Export(checkpoint, Path.GetFileNameWithoutExtension(options.Out), places.Clock.GetUtcNow()));
            places.Display.Say($"wrote {options.Out} and {options.CheckpointPath}");
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            places.Display.Say(
                File.Exists(options.CheckpointPath)
                    ? $"stopped: go on with the same command and --resume {options.CheckpointPath}, or make a model of it with 'export'"
                    : "stopped before anything was learnt"
            );
            return false;
        }
    }

    private static ITrainingDisplay Display(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi ? new BarDisplay(console) : new LineDisplay(output, TimeProvider.System);
    }

    private static Recipe Chosen(string name, int? epochs)
    {
        var recipe = Recipe.All.First(known => known.Name == name);
        return epochs is null ? recipe : recipe with { Epochs = epochs.Value };
    }

    private static Option<int?> Positive(string name, string description, int? byDefault)
    {
        var option = new OptionalNumberOption<int>(name) { Description = description };
        if (byDefault is not null)
            option.DefaultValueFactory = _ => byDefault;
        option.Validators.Add(result =>
        {
            if (result.Number<int>() <= 0)
                result.AddError($"{name} must be 1 or more");
        });
        return option;
    }
}
