namespace StreamLift.Lifter.Suspicion;

/// <summary>What is probably wrong with a stream whose frames are valid. <c>docs/suspicion.md</c> explains each one.</summary>
internal enum Suspect : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>All coordinates are in 0…1 or −1…1 although the image is in pixels.</summary>
    NormalisedCoordinates,

    /// <summary>Most joints are outside the image.</summary>
    OutsideImage,

    /// <summary>The joints fit the image only if its width and height are exchanged.</summary>
    SwappedSize,

    /// <summary>The model's features need the size of the image, and nobody gives it.</summary>
    NoImageSize,

    /// <summary>Everybody has the shoulders below the hips.</summary>
    UpsideDown,

    /// <summary>Left and right are exchanged, of everybody or of a part of the body.</summary>
    Mirrored,

    /// <summary>Frame after frame is exactly the same.</summary>
    NeverMoves,

    /// <summary>The timestamps are no Unix milliseconds.</summary>
    TimestampUnit,

    /// <summary>The timestamps are in the future.</summary>
    ClockAhead,

    /// <summary>The timestamps are whole hours behind those of the records.</summary>
    TimeZone,

    /// <summary>All scores are the same, and not 1.</summary>
    ConstantScores,

    /// <summary>Joints with a score above 0 are at 0, 0, which most tools write for a joint that was not seen.</summary>
    JointsAtOrigin,

    /// <summary>The middle of the hips lies far from the hips: the joints are in the order of another layout.</summary>
    OtherLayout,
}
