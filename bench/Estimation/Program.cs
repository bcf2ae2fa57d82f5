using System.CommandLine;
using StreamLift.Bench;

var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
var shared = Environment.GetEnvironmentVariable("STREAMLIFT_SHARED") ?? Path.Combine(root, "../shared");
var model = new Option<string>("--model") { DefaultValueFactory = _ => Path.Combine(root, "models/streamlift-image.onnx"), Description = "The lifter" };
var motion = new Option<string>("--motion")
{
    DefaultValueFactory = _ => Path.Combine(shared, "data/motion/data_3d_free.npz"),
    Description = "Recorded people",
};
var cmu = new Option<string>("--detected") { DefaultValueFactory = _ => Path.Combine(shared, "data/cmu/cmu36m"), Description = "Takes with detections" };
var step = new Option<int>("--step") { DefaultValueFactory = _ => 30, Description = "Each how many frames one is taken" };

IReadOnlyList<SeenTake> Moved(ParseResult parsed, double noise, bool isHard = false) =>
    Lifted(parsed, Takes.Moved(parsed.GetValue(motion)!, "cmu-", noise, parsed.GetValue(step), 40), isHard);
IReadOnlyList<SeenTake> Lifted(ParseResult parsed, IEnumerable<SeenTake> takes, bool isHard)
{
    using var lifting = new Lifting(parsed.GetValue(model)!);
    var lifted = new List<SeenTake>();
    foreach (var take in takes)
    {
        if (isHard)
            HardDetections.Apply(take, lifted.Count);
        lifting.Lift(take);
        lifted.Add(take);
    }

    return lifted;
}

Command Named(string name, string description, Action<ParseResult> print)
{
    var command = new Command(name, description) { model, motion, cmu, step };
    command.SetAction(print);
    return command;
}

return new RootCommand("Measures the estimate of a person's pose from several cameras")
{
    Named("cameras", "Cameras against error, 5 px of noise", parsed => CameraTable.Print(Moved(parsed, 5))),
    Named("made", "As cameras, people who are made up", parsed => CameraTable.Print(Lifted(parsed, Takes.Made(4, 4, 5, parsed.GetValue(step)), isHard: false))),
    Named("hidden", "Sigma of joints that one camera sees", parsed => CameraTable.PrintHidden(Moved(parsed, 5))),
    Named("detections", "Detections like Stacked Hourglass'", parsed =>
        Detections.Print(Lifted(parsed, Takes.Detected(parsed.GetValue(cmu)!, "sh", parsed.GetValue(step)), isHard: false))
    ),
    Named("hard", "Detections with offsets that stay and missed limbs", parsed => Detections.Print(Moved(parsed, 0, isHard: true))),
    Named("one", "The position from one camera", parsed => OneCamera.Print([.. Takes.Moved(parsed.GetValue(motion)!, "cmu-", 0, parsed.GetValue(step), 40)])),
    Named("lifted", "The errors of lifted bones", parsed => LiftedErrors.Print(Moved(parsed, 5))),
    Named("speed", "The time of an estimate", parsed => Speed.Print([.. Moved(parsed, 5).Where(take => take.Frames > 10)])),
}
    .Parse(args)
    .Invoke();
