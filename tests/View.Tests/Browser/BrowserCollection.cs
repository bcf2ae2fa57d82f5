namespace StreamLift.View.Tests.Browser;

/// <summary>One browser for all tests, one test at a time.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
