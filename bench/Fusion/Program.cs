using System.CommandLine;
using StreamLift.Bench;

var data = new Option<string?>("--data") { Description = "Recorded motion; synthetic people where it is not given" };
var people = new Option<int>("--people") { DefaultValueFactory = _ => 4, Description = "People of the scene" };
var cameras = new Option<int>("--cameras") { DefaultValueFactory = _ => 4, Description = "Cameras of the rig" };
var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 10, Description = "Duration of the measurement, or of the scene" };

var speed = new Command("speed", "Prints camera frames per second on one core") { people, cameras, seconds };
speed.SetAction(parsed => Speed.Print(parsed.GetValue(people), parsed.GetValue(cameras), parsed.GetValue(seconds)));
var time = new Command("time", "Prints the error and the offsets of cameras that run free beside synchronous ones") { data, people, seconds };
time.SetAction(parsed => FreeRunning.Print(new Scenes(parsed.GetValue(data), parsed.GetValue(people), parsed.GetValue(seconds))));
var smoothing = new Command("smoothing", "Prints error, jitter and lag of the One-Euro filter by its parameters") { data, people, seconds };
smoothing.SetAction(parsed => SmoothingTable.Print(new Scenes(parsed.GetValue(data), parsed.GetValue(people), parsed.GetValue(seconds))));
var interpolation = new Command("interpolation", "Prints the error of keypoints between two frames") { data, people, seconds };
interpolation.SetAction(parsed => InterpolationTable.Print(new Scenes(parsed.GetValue(data), parsed.GetValue(people), parsed.GetValue(seconds))));
return new RootCommand("Measures the fusion of several cameras for bench/capture") { speed, time, interpolation, smoothing }
    .Parse(args)
    .Invoke();
