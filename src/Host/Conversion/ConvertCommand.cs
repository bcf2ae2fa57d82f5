using System.CommandLine;
using StreamLift.Datasets.Rigs;
using StreamLift.Files;
using StreamLift.OptionParsing;

namespace StreamLift.Host.Conversion;

/// <summary><c>streamlift convert</c>: motion files and recordings as files of another format.</summary>
internal static class ConvertCommand
{
    private const string Help = """
        Convert motion files and recordings into another format. OUT's ending says which; where the format has a file for each person, OUT is
        the first part of their names. A folder as OUT gets a file of each recording.

        Example:
          streamlift convert people.ndjson walk.bvh
          streamlift convert walk_P0.trc walk_P1.trc walk.glb
          streamlift convert data_3d_h36m.npz motion/ --format bvh --subjects S9 --rate 50
        """;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("IN... OUT")
        {
            Description =
                $"files to read ({MotionFiles.Names}, and what train reads: docs/motion.md), or a folder of recordings; "
                + "the last one is the file or folder to write",
            Arity = new ArgumentArity(2, 10_000),
        };
        var format = new Option<string>("--format") { Description = $"format to write: {MotionFiles.Names} [default: by OUT's ending]", HelpName = "NAME" };
        var person = new Option<string>("--person") { Description = "only the people of these ids, e.g. 3 or 1,3", HelpName = "IDS" };
        var rate = new OptionalNumberOption<double>("--rate")
        {
            Description = "frames per second of OUT, and of IN where it does not say it [default: IN's]",
            HelpName = "HZ",
        };
        var subjects = new Option<string>("--subjects") { Description = "only these subjects of recordings, e.g. S9,S11", HelpName = "LIST" };
        var takes = new Option<string>("--takes") { Description = "only these takes of recordings, e.g. \"Walking 1,Eating\"", HelpName = "LIST" };
        var frames = new OptionalNumberOption<int>("--frames") { Description = "only the first N frames of each recording", HelpName = "N" };
        var smooth = new Option<bool>("--smooth") { Description = "the smoothed joints where records have them" };
        var overwrite = new Option<bool>("--overwrite") { Description = "replace files that are there" };
        var rig = new RigFlags();
        var command = new Command("convert", Help) { paths, format, person, rate, subjects, takes, frames, smooth, overwrite };
        rig.AddTo(command);
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(paths)!;
            new ConvertRun(
                new ConvertOptions
                {
                    Inputs = given[..^1],
                    Output = given[^1],
                    Format = parsed.GetValue(format),
                    People = parsed.GetValue(person) is { } ids ? PersonIds.Parse(ids) : null,
                    Rate = parsed.GetValue(rate),
                    Subjects = List(parsed.GetValue(subjects)),
                    Takes = List(parsed.GetValue(takes)),
                    Frames = parsed.GetValue(frames),
                    Rig = RigOptions.Parse(rig.Read(parsed)),
                    Smooth = parsed.GetValue(smooth),
                    Overwrite = parsed.GetValue(overwrite),
                },
                terminal
            ).Run();
            return ExitCode.Done;
        });
        return command;
    }

    private static string[]? List(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
