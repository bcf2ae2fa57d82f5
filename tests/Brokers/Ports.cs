using System.Net;
using System.Net.Sockets;

namespace StreamLift.Tests.Brokers;

/// <summary>
/// Ports on loopback that nobody has, nor will: below those that systems give to outgoing connections. A broker binds its ports seconds after they were
/// chosen, and again after each time it was killed; a client's own connection would have one of them by then, now and then.
/// </summary>
internal static class Ports
{
    private const int First = 10_000,
        Last = 32_000; // Linux gives out 32768 and above, other systems 49152

    /// <summary>The first of so many in a row.</summary>
    public static int Free(int count = 1)
    {
        while (true)
        {
            var first = Random.Shared.Next(First, Last - count);
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
