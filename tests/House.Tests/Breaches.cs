namespace StreamLift.House.Tests;

/// <summary>Fails with every breach by name: the one who broke the rule should not have to search.</summary>
internal static class Breaches
{
    public static void None(IEnumerable<string> breaches)
    {
        var all = breaches.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }
}
