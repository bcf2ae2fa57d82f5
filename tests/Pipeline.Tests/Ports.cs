using System.Net;
using System.Net.Sockets;

namespace StreamLift.Pipeline.Tests;

/// <summary>Ports on loopback that nobody has.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
