using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using StreamLift.Poses;

namespace StreamLift.Host.Health;

/// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c> over HTTP.</summary>
internal static class Endpoints
{
    /// <summary>Starts to listen; null if the endpoints are off.</summary>
    /// <exception cref="ConfigurationException">The address is not available.</exception>
    public static async Task<IAsyncDisposable?> StartAsync(string address, HealthState health, MeterProvider metrics)
    {
        if (address == "off")
            return null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{address}");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        app.Run(context => Answer(context, health));
        try
        {
            await app.StartAsync();
            return app;
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
