using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using StreamLift.Host.Viewing;
using StreamLift.Poses;
using StreamLift.View;

namespace StreamLift.Host.Health;

/// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c> over HTTP, and <c>/view/</c> where it is asked for.</summary>
internal static class Endpoints
{
    /// <summary>Starts to listen; null if the endpoints are off.</summary>
    /// <param name="address">host:port, or off.</param>
    /// <param name="health">The state of the process.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="view">The live viewer; null: none.</param>
    /// <exception cref="ConfigurationException">The address is not available.</exception>
    public static async Task<IAsyncDisposable?> StartAsync(string address, HealthState health, MeterProvider metrics, ServiceView? view)
    {
        if (address == "off")
            return null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{address}");
        builder.Logging.ClearProviders();
        if (view is not null)
            ViewEndpoints.Configure(builder.WebHost);
        var app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        if (view is not null)
            app.MapView(ServiceView.Path, view.Hub, view.Token);
        app.Run(context => Answer(context, health));
        try
        {
            await app.StartAsync();
            return new Listener(app);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync();
            throw new ConfigurationException($"--http {address}: {e.Message} (name another address, or off)");
        }
    }

    private static async Task Answer(HttpContext context, HealthState health)
    {
        bool? well = context.Request.Path.Value switch
        {
            "/healthz" => health.IsAlive,
            "/readyz" => await health.IsReadyAsync(),
            _ => null,
        };
        context.Response.StatusCode = well switch
        {
            true => StatusCodes.Status200OK,
            false => StatusCodes.Status503ServiceUnavailable,
            null => StatusCodes.Status404NotFound,
        };
        if (well is not null && health.Model.Length > 0)
            context.Response.Headers["streamlift-model"] = health.Model;
        await context.Response.WriteAsync(
            well switch
            {
                true => "ok\n",
                false => "not ready\n",
                null => "try /healthz, /readyz or /metrics\n",
            }
        );
    }
}

/// <summary>Ends the endpoints in order: viewers are told that the server goes away.</summary>
internal sealed class Listener(WebApplication app) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
    }
}
