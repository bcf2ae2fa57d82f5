namespace StreamLift.Lifter;

/// <summary>The keys of pose records.</summary>
public enum OutputKey
{
    /// <summary>The key of the input record; the stream where it has none.</summary>
    Input,

    /// <summary>The stream.</summary>
    Stream,

    /// <summary>The rig that the stream belongs to, so that one partition has all cameras of a rig; the stream where it belongs to none.</summary>
    Rig,
}
