using System.CommandLine;
using System.Globalization;
using StreamLift.Datasets.Rigs;
using StreamLift.OptionParsing;

namespace StreamLift.Host.Motion;

/// <summary>The flags of <see cref="MotionOptions"/>.</summary>
/// <param name="sourceFlag">--source or --truth.</param>
/// <param name="more">What else than recorded motion the flag takes: ", …"; empty: nothing.</param>
internal sealed class MotionFlags(string sourceFlag, string more = "")
{
    private readonly Option<string> _source = new(sourceFlag)
    {
        Description = $"recorded motion in a format that train reads (h5, npz, CDF, BVH, ASF/AMC, C3D, TRC){more}, or the word synthetic",
        HelpName = "PATH|synthetic",
        Required = true,
    };

    private readonly Option<string> _subjects = new("--subjects") { Description = "only these subjects, e.g. S9,S11", HelpName = "LIST" };

    private readonly Option<string> _detections = new("--detections")
    {
        Description = "2D keypoints: gt (projected ground truth), sh (Stacked Hourglass), a data_2d_*.npz or a folder",
        HelpName = "gt|sh|PATH",
        DefaultValueFactory = _ => "gt",
    };

    private readonly Option<string> _cameras = new("--cameras")
    {
        Description =
            "only the first N cameras (N random ones where the data has none); or a file of cameras that see every take instead. "
            + "In a scene (--people): N cameras on the walls of a room",
        HelpName = "N|FILE",
    };

    private readonly Option<int?> _frames = new OptionalNumberOption<int>("--frames")
    {
        Description = "only the first N frames of each stream [default: all; synthetic 1800, a minute]",
        HelpName = "N",
    };

    private readonly Option<int> _seed = new NumberOption<int>("--seed")
    {
        Description = "random seed of the synthetic performer, or of the people and cameras of a scene",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly RigFlags _rig = new();

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_source, _subjects, _detections, _cameras, _frames, _seed])
            command.Options.Add(option);
        _rig.AddTo(command);
    }

    /// <summary>The values given.</summary>
    public MotionOptions Read(ParseResult parsed)
    {
        var cameras = parsed.GetValue(_cameras);
        int? number = int.TryParse(cameras, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;
        return new()
        {
            Source = parsed.GetValue(_source)!,
            Subjects = parsed.GetValue(_subjects)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Detections = parsed.GetValue(_detections)!,
            Cameras = number,
            CamerasFile = number is null ? cameras : null,
            Frames = parsed.GetValue(_frames),
            Seed = parsed.GetValue(_seed),
            Rig = RigOptions.Parse(_rig.Read(parsed)),
            GivenOfRecordings =
            [
                .. ((Option[])[_subjects, _detections, _cameras, _seed, .. _rig.Options])
                    .Where(option => parsed.GetResult(option) is { Implicit: false })
                    .Select(option => option.Name),
            ],
        };
    }
}
