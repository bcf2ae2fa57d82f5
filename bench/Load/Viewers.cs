using System.Net.WebSockets;
using System.Text.Json;

namespace StreamLift.Bench;

/// <summary>Viewers of a live viewer's page, without a browser: they read what they are sent, except those that are frozen.</summary>
/// <param name="address">The page's address, with the slash at its end.</param>
internal sealed class Viewers(Uri address)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    private readonly Uri _live = new UriBuilder(new Uri(address, "live")) { Scheme = "ws" }.Uri;
    private long _frames;
    private long _bytes;
    private long _dropped;

    /// <summary>Connects them, waits for a server that is not there yet, and reads until the server ends or the time is over.</summary>
    /// <param name="count">How many.</param>
    /// <param name="frozen">How many of them read nothing.</param>
    /// <param name="stop">The end.</param>
    /// <returns>The frames and bytes that all were sent, and the frames that newer ones took the place of.</returns>
    public async Task<(long Frames, long Bytes, long Dropped)> RunAsync(int count, int frozen, CancellationToken stop)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(viewer => RunAsync(isFrozen: viewer < frozen, stop)));
        return (_frames, _bytes, _dropped);
    }

    private async Task RunAsync(bool isFrozen, CancellationToken stop)
    {
        try
        {
            using var socket = await ConnectAsync(stop);
            if (isFrozen)
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            await ReadAsync(socket, stop);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // the server or the time has ended
        }
    }

    private async Task<ClientWebSocket> ConnectAsync(CancellationToken stop)
    {
        while (true)
        {
            var socket = new ClientWebSocket();
            try
            {
                await socket.ConnectAsync(_live, stop);
                await socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, true, stop);
                return socket;
            }
            catch (WebSocketException)
            {
                socket.Dispose();
                await Task.Delay(Retry, stop);
            }
        }
    }

    private async Task ReadAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var (buffer, dropped) = (new byte[1 << 20], 0L);
        for (var length = 0; ; )
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (part.MessageType == WebSocketMessageType.Close)
                return;
            length += part.Count;
            if (!part.EndOfMessage)
                continue;
            Interlocked.Add(ref _bytes, length);
            if (part.MessageType == WebSocketMessageType.Binary)
                Interlocked.Increment(ref _frames);
            else if (JsonElement.Parse(buffer.AsSpan(0, length)).TryGetProperty("dropped", out var told))
            {
                var now = told.GetInt64();
                Interlocked.Add(ref _dropped, now - dropped);
                dropped = now;
            }

            length = 0;
        }
    }
}
