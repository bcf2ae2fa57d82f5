using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace StreamLift.Tests.WebPages;

/// <summary>The page's side of the WebSocket.</summary>
internal sealed class TestPage : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 17]; // no message is larger

    /// <summary>The status with which the server closed it.</summary>
    public int? CloseStatus => (int?)_socket.CloseStatus;

    /// <summary>Connects and sends the first message.</summary>
    /// <param name="address">The page's address, with the slash at its end.</param>
    /// <param name="first">The first message.</param>
    /// <param name="origin">What a browser says of the page that connects; null: as a program that is no browser.</param>
    /// <param name="host">The name that the server is called by; null: that of the address.</param>
    public static async Task<TestPage> OpenAsync(Uri address, string first = "{}", string? origin = null, string? host = null)
    {
        var page = new TestPage();
        if (origin is not null)
            page._socket.Options.SetRequestHeader("Origin", origin);
        if (host is not null)
            page._socket.Options.SetRequestHeader("Host", host);
        await page._socket.ConnectAsync(new UriBuilder(new Uri(address, "live")) { Scheme = "ws" }.Uri, Limit().Token);
        await page.SendAsync(first);
        return page;
    }

    /// <summary>Sends a text.</summary>
    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Limit().Token);

    /// <summary>The next message of a type, the others left out; of the type <c>frame</c> as bytes, and null at the end of the connection.</summary>
    public async Task<(JsonElement Json, byte[] Frame)?> NextAsync(string type)
    {
        while (await ReceiveAsync() is { } message)
        {
            var isText = message.Type == WebSocketMessageType.Text;
            var json = isText ? JsonElement.Parse(message.Bytes) : default;
            if (type == (isText ? json.GetProperty("type").GetString() : "frame"))
                return (json, message.Bytes);
        }

        return null;
    }

    /// <summary>The next message, a text or a frame; it must not be the end.</summary>
    public async Task<(JsonElement? Json, byte[] Frame)> NextAsync()
    {
        var message = (await ReceiveAsync())!.Value;
        return message.Type == WebSocketMessageType.Text ? (JsonElement.Parse(message.Bytes), []) : (null, message.Bytes);
    }

    /// <summary>The next schema.</summary>
    public async Task<JsonElement> SchemaAsync() => (await NextAsync("schema"))!.Value.Json;

    /// <summary>The next binary frame.</summary>
    public async Task<byte[]> FrameAsync() => (await NextAsync("frame"))!.Value.Frame;

    /// <summary>Reads to the end of the connection.</summary>
    public async Task AwaitEndAsync()
    {
        while (await ReceiveAsync() is not null)
            continue;
    }

    /// <summary>Closes it as a browser does.</summary>
    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Limit().Token);

    public void Dispose() => _socket.Dispose();

    private static CancellationTokenSource Limit() => new(TimeSpan.FromSeconds(30));

    private async Task<(WebSocketMessageType Type, byte[] Bytes)?> ReceiveAsync()
    {
        using var limit = Limit();
        for (var length = 0; ; )
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (_socket.State == WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", limit.Token);
                return null;
            }

            if (part.EndOfMessage)
                return (part.MessageType, _buffer[..length]);
        }
    }
}
