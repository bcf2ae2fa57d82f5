namespace StreamLift.Ingest.Group;

/// <summary>How a consumer group shares its partitions out.</summary>
public enum GroupProtocol
{
    /// <summary>Cooperative-sticky assignment by the group's members; every broker knows it.</summary>
    Classic,

    /// <summary>Assignment by the broker (KIP-848); brokers 4.0 and later.</summary>
    Consumer,
}
