using System.Net.Sockets;
using Confluent.Kafka;

namespace StreamLift.Host.Brokers;

/// <summary>Opens a connection to a broker's advertised address, as the client does, and closes it.</summary>
internal static class BrokerAddress
{
    /// <summary>Connects once.</summary>
    /// <returns>Null if the broker takes the connection, otherwise the reason in a few words.</returns>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public static async Task<string?> ConnectAsync(BrokerMetadata broker, TimeSpan limit, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(broker.Host, broker.Port, either.Token);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => "its name can't be resolved",
                SocketError.ConnectionRefused => "connection refused",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
                SocketError.TimedOut => "no answer",
                _ => e.Message,
            };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"no answer within {limit.TotalSeconds:0.#} s";
        }
    }
}
