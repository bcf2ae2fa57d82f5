using System.CommandLine;
using StreamLift.Host.Bench;
using StreamLift.Host.Demo;
using StreamLift.Host.Evaluate;
using StreamLift.Host.Produce;
using StreamLift.Host.Redrive;

namespace StreamLift.Host.Commands;

/// <summary>The command line's table of contents.</summary>
internal static class CommandLine
{
    /// <summary>Every command.</summary>
    public static RootCommand Root() => new("StreamLift turns streams of 2D human keypoints into 3D poses, live: Kafka in, Kafka out.\n\ntrain, score, export and quantize are a program of their own: ./streamlift train --help")
    {
        DemoCommand.Create(),
        RunCommand.Create(),
        CheckCommand.Create(),
        ModelCommand.Create(),
        ProduceCommand.Create(),
        EvaluateCommand.Create(),
        RedriveCommand.Create(),
        BenchCommand.Create(),
    };
}
