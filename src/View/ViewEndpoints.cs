using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using StreamLift.View.Http;
using StreamLift.View.Viewers;

namespace StreamLift.View;

/// <summary>The page and its WebSocket on a server: <c>/</c>, its files, and <c>/live</c>, all below a path.</summary>
public static class ViewEndpoints
{
    private const string Live = "/live";

    // What lies in buffers between the server and a slow browser is old when it gets there: some seconds of frames, not minutes.
    private const int SocketBufferBytes = 64 * 1024;
    private const int ServerBufferBytes = 16 * 1024;

    // A viewer that is gone without a word answers no ping.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    /// <summary>Configures Kestrel for it: small buffers, no header with the server's name.</summary>
    public static void Configure(IWebHostBuilder host)
    {
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxResponseBufferSize = ServerBufferBytes;
        });
        host.UseSockets(sockets =>
            sockets.CreateBoundListenSocket = endpoint =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                if (socket.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                    socket.SendBufferSize = SocketBufferBytes; // connections have it from the socket that listens
                return socket;
            }
        );
    }

    /// <summary>Adds the page and its WebSocket.</summary>
    /// <param name="app">The server.</param>
    /// <param name="path">The path that they are below, such as <c>/view</c>; empty: the root, and then whatever comes after is not reached.</param>
    /// <param name="hub">What is shown.</param>
    /// <param name="token">The token that viewers need; null: none, and the page has to be of this machine.</param>
    public static void MapView(this WebApplication app, string path, ViewHub hub, AccessToken? token)
    {
        void Branch(IApplicationBuilder branch)
        {
            branch.UseWebSockets(new WebSocketOptions { KeepAliveInterval = PingInterval, KeepAliveTimeout = hub.Settings.StallLimit });
            branch.Run(context => AnswerAsync(context, hub, token, app.Lifetime.ApplicationStopping));
        }

        if (path.Length == 0)
            Branch(app);
        else
            app.Map(path, Branch);
    }

    private static Task AnswerAsync(HttpContext context, ViewHub hub, AccessToken? token, CancellationToken stop)
    {
        PageHeaders.AddTo(context.Response);
        if (context.Request.Path == Live)
            return ServeAsync(context, hub, token, stop);
        if (context.Request.Path.HasValue)
            return PageFiles.AnswerAsync(context);
        context.Response.Redirect($"{context.Request.PathBase}/"); // so that the page's own addresses are below it
        return Task.CompletedTask;
    }

    private static async Task ServeAsync(HttpContext context, ViewHub hub, AccessToken? token, CancellationToken stop)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            return;
        }

        // the stall limit is ours
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        var isAllowed = OriginRule.Allows(context.Request, token is not null);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new ViewerConnection(socket, hub, token);
        if (isAllowed)
            await connection.RunAsync(stop);
        else
            await connection.CloseAsync(CloseReason.OtherOrigin);
    }
}
