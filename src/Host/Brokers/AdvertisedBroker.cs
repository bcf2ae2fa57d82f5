using System.Text.RegularExpressions;

namespace StreamLift.Host.Brokers;

/// <summary>
/// A broker under the address that the cluster's metadata gives for it. A client learns it from the bootstrap servers and then talks to this address alone.
/// </summary>
/// <param name="Id">The broker's id.</param>
/// <param name="Address">host:port.</param>
internal sealed partial record AdvertisedBroker(int Id, string Address)
{
    /// <summary>The broker of a client's error such as <c>nohost:9092/1: Failed to resolve …</c>; null if it names none, or a bootstrap server.</summary>
    /// <param name="reason">The client's words.</param>
    /// <param name="why">What it says about the broker; empty if null is returned.</param>
    public static AdvertisedBroker? In(string reason, out string why)
    {
        var match = Named().Match(reason);
        why = match.Groups["why"].Value;
        return match.Success && int.TryParse(match.Groups["id"].ValueSpan, out var id) ? new(id, match.Groups["address"].Value) : null;
    }

    /// <summary>Says in one line that it can't be reached, and where the address comes from.</summary>
    /// <param name="why">The reason in a few words.</param>
    /// <param name="servers">The bootstrap servers, separated by commas.</param>
    /// <param name="leads">What needs the broker, such as <c>partition 3 of poses</c>; null if that isn't known.</param>
    public string Unreachable(string why, string servers, string? leads = null)
    {
        var origin = servers.Split(',', StringSplitOptions.TrimEntries).Contains(Address)
            ? "is it down?"
            : $"this address is advertised by {servers}: see the broker's advertised.listeners";
        return $"broker {Id} at {Address} can't be reached ({why}); {origin}{(leads is null ? "" : $" (it leads {leads})")}";
    }

    // librdkafka: "ssl://host:port/id: what happened"; a bootstrap server has "bootstrap" for its id
    [GeneratedRegex(@"^(\w+://)?(?<address>[^\s/]+:\d+)/(?<id>\d+): (?<why>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Named();
}
