namespace StreamLift.Lanes;

/// <summary>The delivery guarantee for each input record; docs/delivery.md says what each does not cover.</summary>
public enum Guarantee
{
    /// <summary>No record is lost; after a fault some are written twice.</summary>
    AtLeastOnce,

    /// <summary>No record is lost and, for readers of committed records, none is written twice: output and offsets go in one transaction.</summary>
    ExactlyOnce,
}
