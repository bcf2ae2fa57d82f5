namespace StreamLift.Pipeline.Tests;

/// <summary>The other half of the tests, over a broker of their own beside <see cref="ClusterCollection"/>'s: most of a test's time is waiting for a group, a process or a timeout.</summary>
[CollectionDefinition(Name)]
public sealed class OtherClusterCollection : ICollectionFixture<Cluster>
{
    public const string Name = "other cluster";
}
