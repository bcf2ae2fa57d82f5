using System.CommandLine;
using Spectre.Console;
using StreamLift.Datasets.Rigs;
using StreamLift.OptionParsing;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Commands;

/// <summary><c>train</c>: trains a model on recorded motion.</summary>
internal static class TrainCommand
{
    private const string Each = "each";

    // The usual validation subject of Human3.6M.
    private const string DefaultHoldOut = "S8";
    private const int Interrupted = 130;

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Recorded motion: the 2017 authors' folder, VideoPose3D's data_3d_*.npz, Human3.6M's CDF folder, or BVH, ASF/AMC, C3D or TRC files",
            Required = true,
        };
        var detections = new Option<string>("--detections")
        {
            Description = "2D keypoints. gt: projected ground truth; sh: Stacked Hourglass beside the data; or a path",
            DefaultValueFactory = _ => "gt",
        };
        var actions = new Option<string>("--actions")
        {
            Description = "all: one model for all actions; each: one model per action, with {action} in the name of --out",
            DefaultValueFactory = _ => "all",
        };
        actions.AcceptOnlyFromAmong("all", Each);
        var recipe = new Option<string>("--recipe")
        {
            Description = "fast: the recipe with the best measured results; paper: the recipe of the paper",
            DefaultValueFactory = _ => "fast",
        };
        recipe.AcceptOnlyFromAmong([.. Recipe.All.Select(known => known.Name)]);
        var features = new Option<string>("--features")
        {
            Description =
                "Input features: pixels (for one camera), image (for any resolution), box (for any unknown camera), rays or centred (for any camera with "
                + "known intrinsics). Default: the recipe's",
        };
        features.AcceptOnlyFromAmong([.. FeatureCatalogue.Names]);
        var epochs = PositiveOption.Create("--epochs", "Number of epochs. Default: the recipe's", null);
        var width = PositiveOption.Create("--width", "Width of the hidden layers", 1024);
        var inner = PositiveOption.Create("--inner", "Width of each block's first layer. Default: the same as --width", null);
        var blocks = PositiveOption.Create("--blocks", "Number of residual blocks of two layers", 2);
        var seed = new NumberOption<ulong>("--seed") { Description = "Seed of all random numbers", DefaultValueFactory = _ => 1 };
        var teacher = new Option<string[]>("--teacher")
        {
            Description =
                "Knowledge distillation: learn from the poses of this model too (.onnx, with the same features). Each view and its mirror image are used. "
                + "With several teachers, their mean is used",
            DefaultValueFactory = _ => [],
        };
        var prune = new Option<string>("--prune")
        {
            Description =
                "Initialize the network from this checkpoint (.safetensors). Each block's first layer keeps the --inner units with the largest effect",
        };
        var start = new Option<string>("--start")
        {
            Description =
                "Initialize the network from this model (.onnx, fp32, with the same features), such as one that comes with StreamLift. With a larger --inner "
                + "than the model's, units with random weights are added",
        };
        var holdOut = new Option<string>("--hold-out")
        {
            Description =
                "Subjects that are not trained on but measured after each epoch, such as S8. They are used to choose settings and to calibrate sigma. "
                + "S9 and S11 are always test subjects",
        };
        var refit = new Option<bool>("--refit")
        {
            Description = "Train twice: first without the held-out subjects (default: S8), which choose the number of epochs and calibrate sigma, then on all",
        };
        var device = new ChoiceOption<TrainingDevice>("--device")
        {
            Description = "The device: auto, cpu or cuda. auto uses the GPU if libtorch finds one",
            DefaultValueFactory = _ => TrainingDevice.Auto,
        };
        var metrics = new Option<string>("--metrics") { Description = "Append the metrics of each epoch to this file, one JSON object per line" };
        var credit = new Option<string>("--credit") { Description = "Name and credit of the data, for the model card" };
        var licence = new Option<string>("--licence") { Description = "Licence of the weights, for the model card", DefaultValueFactory = _ => "not stated" };
        var resume = new Option<string>("--resume") { Description = "Resume from this checkpoint (.safetensors)" };
        var output = new Option<string>("--out")
        {
            Description = "The model file to write (.onnx). The checkpoint is written beside it (.safetensors)",
            Required = true,
        };
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
            start,
            holdOut,
            refit,
            device,
            metrics,
            credit,
            licence,
            resume,
            output,
        };
        var rig = new RigFlags();
        rig.AddTo(command);
        var skeleton = new SkeletonOption();
        command.Options.Add(skeleton);
        var ablations = new AblationOptions();
        ablations.AddTo(command);
        command.SetAction(result =>
        {
            var recipeOfRun = Chosen(result.GetRequiredValue(recipe), result.GetValue(epochs));
            var featuresOfRun = FeatureCatalogue.Named(result.GetValue(features) ?? recipeOfRun.Features);
            var (chosen, shape, changes) = ablations.Apply(
                result,
                result.GetValue(teacher) ?? [],
                result.GetValue(prune),
                result.GetValue(start),
                recipeOfRun,
                new NetworkShape(
                    Normalization.WidthOf(featuresOfRun),
                    Normalization.OutputWidth,
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
                    Rig = RigOptions.Parse(rig.Read(result)) with { AsHuman36m = skeleton.IsHuman36m(result) },
                    Recipe = chosen,
                    Features = featuresOfRun,
                    Shape = shape,
                    Teachers = result.GetValue(teacher) ?? [],
                    Prune = result.GetValue(prune),
                    Start = result.GetValue(start),
                    RecipeChanges = skeleton.InWords(result, changes),
                    Seed = result.GetValue(seed),
                    HoldOut = SubjectList.Split(result.GetValue(holdOut)) ?? [],
                    Refit = result.GetValue(refit),
                    Device = TrainingDevices.Choose(result.GetValue(device)),
                    Metrics = result.GetValue(metrics),
                    Credit = result.GetValue(credit),
                    Licence = result.GetRequiredValue(licence),
                    Resume = result.GetValue(resume),
                    Out = result.GetRequiredValue(output),
                    Command = CommandLineText.Of(result),
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
                    ? $"--out {options.Out}: with --actions each the file name must contain {ActionFiles.Token}"
                    : $"--out {options.Out}: {ActionFiles.Token} in the file name requires --actions each"
            );
        if (isEach && options.Resume is not null)
            throw new ConfigurationException("--resume can't be combined with --actions each");
        OutputFileCheck.Require(options.Out);
        using var metrics = options.Metrics is null ? null : new MetricsFile(options.Metrics);
        var data = TrainingData.Open(options.Data, options.HoldOut, options.Detections, options.Rig);
        foreach (var note in data.Notes)
            console.WriteLine($"note: {note}");
        if (options.Refit && data.HoldOut.Count == 0)
            data = data.Without(DefaultHoldOut);
        using var interruption = new InterruptSignal();
        var services = new RunServices(Display(console), metrics, TimeProvider.System);
        var runs = isEach
            ? data.Actions.Select(action => (Options: options with { Out = ActionFiles.Of(options.Out, action) }, Data: data.ForAction(action)))
            : [(options, data)];
        foreach (var (actionOptions, actionData) in runs)
            if (!Train(actionOptions, actionData, services, interruption.Token))
                return Interrupted;
        return 0;
    }

    private static bool Train(TrainingOptions options, TrainingData data, RunServices services, CancellationToken stop)
    {
        try
        {
            var checkpoint = services.Display.RunWithDisplay(() => new Trainer(options, services).Run(data, stop));
            File.WriteAllBytes(options.Out, Exporter.Export(checkpoint, Path.GetFileNameWithoutExtension(options.Out), services.Clock.GetUtcNow()));
            services.Display.WriteLine($"wrote {options.Out} and {options.CheckpointPath}");
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            services.Display.WriteLine(
                File.Exists(options.CheckpointPath)
                    ? $"stopped. To continue, repeat the command with --resume {options.CheckpointPath}; to make a model now, use 'export'"
                    : "stopped before the first batch was finished"
            );
            return false;
        }
    }

    private static ITrainingDisplay Display(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi
            ? new ProgressBarDisplay(console)
            : new PlainTextDisplay(output, TimeProvider.System);
    }

    private static Recipe Chosen(string name, int? epochs)
    {
        var recipe = Recipe.All.First(known => known.Name == name);
        return epochs is null ? recipe : recipe with { Epochs = epochs.Value };
    }
}
