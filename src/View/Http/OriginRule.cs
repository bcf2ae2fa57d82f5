using System.Net;
using Microsoft.AspNetCore.Http;

namespace StreamLift.View.Http;

/// <summary>Which pages may connect. A browser lets any page of the internet open a WebSocket to this machine, and says in Origin which one it is.</summary>
internal static class OriginRule
{
    /// <summary>Whether a request comes from this server's own page, or from a program that is no browser.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hasToken">Whether the server asks for a token.</param>
    public static bool Allows(HttpRequest request, bool hasToken)
    {
        // A name of another site can lead here (DNS rebinding), and then is in Origin and in Host. The token keeps such a page out; where there is none, the
        // name has to be one of this machine.
        if (!hasToken && !IsLoopback(request.Host.Host))
            return false;
        var origins = request.Headers.Origin;
        if (origins.Count == 0)
            return true;
        return origins.Count == 1
            && Uri.TryCreate(origins[0], UriKind.Absolute, out var origin)
            && Uri.TryCreate($"{origin.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own)
            && origin.Host.Equals(own.Host, StringComparison.OrdinalIgnoreCase)
            && origin.Port == own.Port;
    }

    /// <summary>Whether a host is this machine itself.</summary>
    /// <param name="host">A name or an address, of version 6 with or without brackets.</param>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
