using StreamLift.Bench;
var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
var shared = Environment.GetEnvironmentVariable("STREAMLIFT_SHARED") ?? Path.Combine(root, "../shared");
var model = Path.Combine(root, "models/streamlift-image.onnx");
var motion = Path.Combine(shared, "data/motion/data_3d_free.npz");
var cmu = Path.Combine(shared, "data/cmu/cmu36m");
using var lifting = new Lifting(model);
switch (args.FirstOrDefault())
{
    case "lifted":
        LiftedErrors.Print(args[1] == "sh" ? Takes.Detected(cmu, "sh", 20) : Takes.Moved(motion, "cmu-", double.Parse(args[1]), 40, 20), lifting);
        break;
    case "sh":
        Detections.Print([.. Takes.Detected(cmu, "sh", args.Length > 1 ? int.Parse(args[1]) : 20)], lifting);
        break;
    case "debug":
        {
            var takes = Takes.Moved(motion, "cmu-", 5, 30, 40).ToList();
            takes.ForEach(lifting.Lift);
            Debug.Print(takes, [0, 1, 2, 3], args[1] == "with");
        }
        break;
    case "cameras":
        CameraTable.Print([.. Takes.Moved(motion, "cmu-", 5, 30, 40)], lifting);
        break;
}
