using System.CommandLine;
using StreamLift.OptionParsing;

namespace StreamLift.Host.Scenes;

/// <summary>The flags of <see cref="SceneSettings"/>.</summary>
internal sealed class SceneFlags
{
    private readonly Option<int?> _people = new OptionalNumberOption<int>("--people")
    {
        Description = "several people in one world before the cameras of a rig: N who walk in a room, or N recorded takes at once [default: 1]",
        HelpName = "N",
    };

    private readonly Option<double?> _seconds = new OptionalNumberOption<double>("--seconds")
    {
        Description = "the length of the scene [default: 60; recorded people: their shortest take]",
        HelpName = "N",
    };

    private readonly Option<double> _noise = new NumberOption<double>("--noise")
    {
        Description = "noise of the detector, px; 0: exact, and joints behind other people are seen too",
        HelpName = "PX",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<double> _missed = new NumberOption<double>("--missed")
    {
        Description = "share of people that each camera's detector misses",
        HelpName = "SHARE",
    };

    private readonly Option<double> _ghosts = new NumberOption<double>("--ghosts")
    {
        Description = "people who are not there, as a share of those who are",
        HelpName = "SHARE",
    };

    private readonly Option<bool> _free = new("--free-running")
    {
        Description = "cameras that are not synchronised: 30, 25 and 60 frames/s, clocks up to 20 ms off, 1 % of frames lost, late frames",
    };

    private readonly Option<string> _rig = new("--rig-out") { Description = "write the rig of the cameras to a file, for --rig", HelpName = "FILE" };

    private readonly Option<string> _truth = new("--truth-out") { Description = "write the true poses to a file, for `evaluate --people`", HelpName = "FILE" };

    private Option[] All => [_people, _seconds, _noise, _missed, _ghosts, _free, _rig, _truth];

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>The values given; null where none is given.</summary>
    public SceneSettings? Read(ParseResult parsed)
    {
        List<string> given = [.. All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
        return given.Count == 0
            ? null
            : new SceneSettings
            {
                People = parsed.GetValue(_people),
                Seconds = parsed.GetValue(_seconds),
                NoisePixels = parsed.GetValue(_noise),
                Missed = parsed.GetValue(_missed),
                Ghosts = parsed.GetValue(_ghosts),
                IsFreeRunning = parsed.GetValue(_free),
                RigOut = parsed.GetValue(_rig),
                TruthOut = parsed.GetValue(_truth),
                Given = given,
            };
    }
}
