namespace StreamLift.Datasets.Rigs;

/// <summary>Which joint of a rig is which joint of the body.</summary>
internal sealed record RigJoints
{
    /// <summary>The limbs' joints of h36m17 in the order of <see cref="Limbs"/>.</summary>
    public static readonly string[] LimbNames =
    [
        "RHip",
        "RKnee",
        "RFoot",
        "LHip",
        "LKnee",
        "LFoot",
        "LShoulder",
        "LElbow",
        "LWrist",
        "RShoulder",
        "RElbow",
        "RWrist",
    ];

    /// <summary>The rig's joint for each of <see cref="LimbNames"/>; -1: unknown.</summary>
    public required int[] Limbs { get; init; }

    /// <summary>The joint at the base of the skull; -1: unknown.</summary>
    public required int Head { get; init; }

    /// <summary>The joint that the head turns about with the neck, below <see cref="Head"/>; -1: unknown.</summary>
    public int Neck { get; init; } = -1;

    /// <summary>The top of the head; -1: unknown.</summary>
    public int Top { get; init; } = -1;

    /// <summary>The eyes; -1: unknown.</summary>
    public (int Left, int Right) Eyes { get; init; } = (-1, -1);

    /// <summary>How they were found, for a note: "by name".</summary>
    public required string How { get; init; }

    /// <summary>The names of what is unknown.</summary>
    public IEnumerable<string> Missing => LimbNames.Where((_, limb) => Limbs[limb] < 0).Concat(Head < 0 ? ["Head"] : []);
}
