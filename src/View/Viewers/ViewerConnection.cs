using System.Net.WebSockets;
using StreamLift.View.Http;
using StreamLift.View.Messages;

namespace StreamLift.View.Viewers;

/// <summary>The WebSocket of one viewer, from its first message to its end.</summary>
/// <param name="socket">The WebSocket.</param>
/// <param name="hub">What it is shown.</param>
/// <param name="token">The token that its first message must have; null: none.</param>
internal sealed class ViewerConnection(WebSocket socket, ViewHub hub, AccessToken? token)
{
    private const int LargestMessage = 4096;
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly byte[] _received = new byte[LargestMessage];

    /// <summary>Serves it until it ends, or the server does.</summary>
    /// <param name="stop">The end of the server.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            if (await RefusalAsync(stop) is { } refusal)
                await CloseAsync(refusal);
            else if (hub.Join() is { } viewer)
                await ServeAsync(viewer, stop);
            else
                await CloseAsync(CloseReason.TooMany);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The connection is gone: there is nobody to tell.
        }
    }

    /// <summary>Closes it before it was served.</summary>
    public async Task CloseAsync(CloseReason reason)
    {
        using var limit = new CancellationTokenSource(CloseLimit, hub.Clock);
        try
        {
            await socket.CloseAsync(reason.Status, reason.Text, limit.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
        }
    }

    private async Task<CloseReason?> RefusalAsync(CancellationToken stop)
    {
        try
        {
            // the receive goes on: to cancel it would end the connection without a status
            if (await ReceiveAsync().WaitAsync(hub.Settings.TokenLimit, hub.Clock, stop) is not { } text || ViewerMessage.Read(text.Span) is not { } first)
                return CloseReason.NotUnderstood;
            return token is null || token.Matches(first.Token) ? null : CloseReason.WrongToken;
        }
        catch (TimeoutException)
        {
            return CloseReason.Silent;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return CloseReason.ServerEnds;
        }
    }

    private async Task ServeAsync(Viewer viewer, CancellationToken stop)
    {
        try
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var ending = stop.Register(ended.SetResult);
            await using var tick = hub.Clock.CreateTimer(_ => Tick(viewer), null, StatusInterval, StatusInterval);
            using var gone = new CancellationTokenSource();
            var (sending, receiving) = (SendAllAsync(viewer, gone.Token), ReceiveAllAsync(viewer));
            await Task.WhenAny(sending, receiving, ended.Task);
            viewer.End(stop.IsCancellationRequested ? CloseReason.ServerEnds : CloseReason.Left);
            var both = Task.WhenAll(sending, receiving);
            await Task.WhenAny(both, Task.Delay(CloseLimit, hub.Clock, gone.Token));
            socket.Abort(); // without effect where both sides have closed
            await gone.CancelAsync();
            await both;
        }
        finally
        {
            hub.Leave(viewer);
        }
    }

    private void Tick(Viewer viewer)
    {
        viewer.OfferStatus();
        if (viewer.Stalled() >= hub.Settings.StallLimit)
            socket.Abort();
    }

    private async Task SendAllAsync(Viewer viewer, CancellationToken gone)
    {
        while (true)
        {
            await viewer.WaitAsync(gone);
            for (var next = viewer.Take(out var frame, out var ping); next != NextMessage.None; next = viewer.Take(out frame, out ping))
            {
                if (next == NextMessage.Close)
                {
                    await socket.CloseOutputAsync(viewer.Close!.Status, viewer.Close.Text, gone);
                    return;
                }

                var message = next switch
                {
                    NextMessage.Schema => hub.Schema,
                    NextMessage.Status => hub.StatusOf(viewer),
                    NextMessage.Pong => PongMessage.Write(ping, hub.NowMs),
                    _ => frame,
                };
                await socket.SendAsync(message, next == NextMessage.Frame ? WebSocketMessageType.Binary : WebSocketMessageType.Text, true, gone);
                if (next == NextMessage.Frame)
                    viewer.CountSent();
            }
        }
    }

    // Reads on after what it did not understand, until the viewer has closed too: an unread rest would cut the close message off.
    private async Task ReceiveAllAsync(Viewer viewer)
    {
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            if (await ReceiveAsync() is not { } text)
                viewer.End(socket.State == WebSocketState.CloseReceived ? CloseReason.Left : CloseReason.NotUnderstood);
            else if (ViewerMessage.Read(text.Span) is not { } message)
                viewer.End(CloseReason.NotUnderstood);
            else if (message.Ping is { } ping)
                viewer.OfferPong(ping);
    }

    // Null at the end of the connection, and for a message that is too large or binary.
    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        var length = 0;
        while (length < _received.Length)
        {
            var part = await socket.ReceiveAsync(_received.AsMemory(length), CancellationToken.None);
            if (part.MessageType != WebSocketMessageType.Text)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return _received.AsMemory(0, length);
        }

        return null;
    }
}
