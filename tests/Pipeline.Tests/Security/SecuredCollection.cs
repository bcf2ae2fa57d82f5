namespace StreamLift.Pipeline.Tests.Security;

/// <summary>The tests that grant rights and take them away, one after another over one broker: what one grants is all that is granted.</summary>
[CollectionDefinition(Name)]
public sealed class SecuredCollection : ICollectionFixture<SecuredBroker>
{
    public const string Name = "secured";
}
