namespace StreamLift.Lifter.Batches;

/// <summary>What is promised of each frame that comes in; docs/delivery.md says what each does not.</summary>
public enum Guarantee
{
    /// <summary>None is lost; after a fault some come out twice.</summary>
    AtLeastOnce,

    /// <summary>None is lost and, for readers of committed records, none doubled: output and offsets go in one transaction.</summary>
    ExactlyOnce,
}
