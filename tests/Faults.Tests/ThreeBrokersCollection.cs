namespace StreamLift.Faults.Tests;

/// <summary>The tests that share the brokers, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ThreeBrokersCollection : ICollectionFixture<ThreeBrokers>
{
    public const string Name = "three brokers";
}
