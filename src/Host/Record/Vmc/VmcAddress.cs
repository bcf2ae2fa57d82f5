using System.Net;
using System.Net.Sockets;
using StreamLift.Poses;

namespace StreamLift.Host.Record.Vmc;

/// <summary>Where VMC messages are sent: <c>vmc://HOST:PORT</c>.</summary>
/// <param name="Host">The name or address.</param>
/// <param name="Port">The first person's port.</param>
internal sealed record VmcAddress(string Host, int Port)
{
    /// <summary>The port on which receivers of bones listen.</summary>
    public const int UsualPort = 39539;

    private const string Scheme = "vmc://";

    /// <summary>Whether a value of <c>--out</c> is such an address.</summary>
    public static bool IsOne(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses the address.</summary>
    /// <param name="text">The address; without a port it is <see cref="UsualPort"/>.</param>
    /// <param name="ports">How many successive ports are used.</param>
    /// <exception cref="ConfigurationException">The text is no such address.</exception>
    public static VmcAddress Parse(string text, int ports)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || uri.AbsolutePath.Length > 1
            || uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length > 0
        )
            throw new ConfigurationException($"--out {OneLine.Of(text)}: write {Scheme}HOST:PORT, such as {Scheme}localhost:{UsualPort}");
        var port = uri.Port < 0 ? UsualPort : uri.Port;
        if (port == 0 || port + ports - 1 > IPEndPoint.MaxPort)
            throw new ConfigurationException(
                $"--out {OneLine.Of(text)}: ports are 1 to {IPEndPoint.MaxPort}, and {Counted.Of(ports, "port")} from {port} are needed"
            );
        return new VmcAddress(uri.DnsSafeHost, port);
    }

    /// <summary>Resolves the name.</summary>
    /// <returns>The address of the first person; IPv4 where there is one, as receivers listen on that.</returns>
    /// <exception cref="ConfigurationException">The name can't be resolved.</exception>
    public async Task<IPEndPoint> ResolveAsync(CancellationToken stop)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(Host, stop);
            var address = Array.Find(addresses, one => one.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();
            if (address is not null)
                return new IPEndPoint(address, Port);
        }
        catch (SocketException)
        {
            // no such name, or no name server
        }

        throw new ConfigurationException($"--out: the host name {OneLine.Of(Host)} can't be resolved");
    }
}
