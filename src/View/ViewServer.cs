using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using StreamLift.Poses;
using StreamLift.View.Http;

namespace StreamLift.View;

/// <summary>A server of nothing but the page, at its root.</summary>
public sealed class ViewServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ViewServer(WebApplication app) => _app = app;

    /// <summary>The page's address.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts to listen.</summary>
    /// <param name="address">host:port; port 0 takes a free one, and then the host is an IP address.</param>
    /// <param name="hub">What is shown.</param>
    /// <param name="token">The token that viewers need; null: none.</param>
    /// <exception cref="ConfigurationException">The address is not available, or is not of this machine alone and there is no token.</exception>
    public static async Task<ViewServer> StartAsync(string address, ViewHub hub, AccessToken? token)
    {
        if (token is null && !IsLoopback(address))
            throw new ConfigurationException(TokenNeeded(address));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{address}");
        ViewEndpoints.Configure(builder.WebHost);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapView("", hub, token);
        try
        {
            await app.StartAsync();
            return new ViewServer(app);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync();
            throw new ConfigurationException($"--http {address}: {e.Message} (name another address)");
        }
    }

    /// <summary>Whether an address can be reached from this machine only.</summary>
    /// <param name="address">host:port.</param>
    public static bool IsLoopback(string address) => OriginRule.IsLoopback(address[..Math.Max(address.LastIndexOf(':'), 0)]);

    /// <summary>Why an address needs a token.</summary>
    /// <param name="address">host:port.</param>
    public static string TokenNeeded(string address) =>
        $"--http {address}: other machines can reach this address, so the viewer needs a token: --token FILE, with a word of at least "
        + $"{AccessToken.Shortest} characters in it (openssl rand -hex 24 > FILE)";

    /// <summary>Tells the viewers that the server ends, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
