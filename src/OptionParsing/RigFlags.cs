using System.CommandLine;

namespace StreamLift.OptionParsing;

/// <summary>The options that say what a motion file does not: which joint is which, the unit, the axis that points up.</summary>
internal sealed class RigFlags
{
    private readonly Option<string?> _joints = new("--joints")
    {
        Description = "motion files with joint names of their own: JSON that names the rig's joint for each joint of h36m17",
        HelpName = "FILE",
    };

    private readonly Option<string?> _unit = new("--unit", "--bvh-unit")
    {
        Description = "unit of motion files: mm, cm, m, in, ft, cmu (an inch / 0.45), dm or a number of mm [default: told by the file or by the body]",
        HelpName = "UNIT",
    };

    private readonly Option<string?> _up = new("--up", "--bvh-up")
    {
        Description = "axis that points up in motion files: y, z, x, -y, -z or -x [default: told by the rest pose, else by the motion]",
        HelpName = "AXIS",
    };

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [_joints, _unit, _up];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Options)
            command.Options.Add(option);
    }

    /// <summary>The texts given; null where an option is not given.</summary>
    public (string? Joints, string? Unit, string? Up) Read(ParseResult parsed) => (parsed.GetValue(_joints), parsed.GetValue(_unit), parsed.GetValue(_up));
}
