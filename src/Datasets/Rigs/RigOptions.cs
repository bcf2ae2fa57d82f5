using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Rigs;

/// <summary>What the user says about the skeleton of motion files. Null: it is told by the file.</summary>
public sealed record RigOptions
{
    /// <summary>A file that maps the joints of h36m17 to the rig's (docs/motion.md).</summary>
    public string? Joints { get; init; }

    /// <summary>The unit of lengths.</summary>
    public LengthUnit? Unit { get; init; }

    /// <summary>The axis that points up.</summary>
    public WorldUp? Up { get; init; }

    /// <summary>Whether the joints are moved to where Human3.6M's lie (<see cref="Human36mSkeleton"/>). Only with projected keypoints.</summary>
    public bool AsHuman36m { get; init; }

    /// <summary>The options from the texts of the command line.</summary>
    /// <param name="given">--joints; --unit: a unit's name or a number of mm; --up: y, z, x, -y, -z or -x. Null: not given.</param>
    /// <exception cref="ConfigurationException">An unknown unit or axis.</exception>
    public static RigOptions Parse((string? Joints, string? Unit, string? Up) given)
    {
        var (joints, unit, up) = given;
        var problems = new List<string>();
        var length = default(LengthUnit);
        var axis = default(WorldUp);
        if (unit is not null && !LengthUnit.TryParse(unit, out length))
            problems.Add($"--unit {unit}: neither a unit ({LengthUnit.Names}) nor a number of millimetres");
        if (up is not null && !WorldUps.TryParse(up, out axis))
            problems.Add($"--up {up}: not one of y, z, x, -y, -z, -x");
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
        return new RigOptions
        {
            Joints = joints,
            Unit = unit is null ? null : length,
            Up = up is null ? null : axis,
        };
    }
}
