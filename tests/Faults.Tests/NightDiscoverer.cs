using Xunit.Sdk;
using Xunit.v3;

namespace StreamLift.Faults.Tests;

/// <summary>Finds a night's tests by night alone: an explicit test would be counted among the skipped by day.</summary>
internal sealed class NightDiscoverer : TheoryDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        IXunitTestMethod testMethod,
        IFactAttribute factAttribute
    ) => Night.IsNight ? base.Discover(discoveryOptions, testMethod, factAttribute) : new([]);
}
