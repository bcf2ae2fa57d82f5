namespace StreamLift.Files.Records;

/// <summary>What the records of a topic are.</summary>
public enum RecordKind
{
    /// <summary>People of a rig in its world: the output of the second stage.</summary>
    People,

    /// <summary>Poses of a camera's people, relative to the hip: the output of the first stage.</summary>
    Poses,
}
