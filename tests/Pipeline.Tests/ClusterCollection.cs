namespace StreamLift.Pipeline.Tests;

/// <summary>The tests that share a broker, one after another: two cores serve them, the broker and the service.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<Cluster>
{
    public const string Name = "cluster";
}
