using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using StreamLift.Wire;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Pipeline.Tests;

/// <summary>
/// An OpenTelemetry collector that keeps what it is sent, by gRPC or over HTTP. Messages are read by their field numbers (opentelemetry-proto 1.x), so that no
/// generated code
/// of the exporter's own kind stands between.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly List<byte[]> _metrics = [],
        _traces = [];

    private Collector(WebApplication server, string address) => (_server, Address) = (server, address);

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is to be.</summary>
    public string Address { get; }

    /// <summary>Resources that metrics came with: name and value of each attribute.</summary>
    public IReadOnlyList<(string Name, string Value)> Resource =>
        [.. Sent(_metrics).SelectMany(request => Fields(request, 1, 1, 1)).Select(attribute => (Text(attribute, 1), Text(attribute, 2, 1)))];

    /// <summary>The metrics' names.</summary>
    public IReadOnlySet<string> Metrics => Sent(_metrics).SelectMany(request => Fields(request, 1, 2, 2)).Select(metric => Text(metric, 1)).ToHashSet();

    /// <summary>Spans: name, and the traces they are linked to.</summary>
    public IReadOnlyList<(string Name, string[] Links)> Spans =>
        [
            .. Sent(_traces)
                .SelectMany(request => Fields(request, 1, 2, 2))
                .Select(span => (Text(span, 5), Fields(span, 13, 1).Select(Convert.ToHexStringLower).ToArray())),
        ];

    /// <summary>The last value of a counter without labels, whose points are whole numbers.</summary>
    public long Counted(string name) =>
        Sent(_metrics)
            .SelectMany(request => Fields(request, 1, 2, 2))
            .Where(metric => Text(metric, 1) == name)
            .SelectMany(metric => Fields(metric, 7, 1))
            .Select(point => BitConverter.ToInt64(Fields(point, 6).Single()))
            .LastOrDefault();

    public static async Task<Collector> StartAsync(string protocol)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var port = Ports.Free();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenLocalhost(port, listen => listen.Protocols = protocol == "grpc" ? HttpProtocols.Http2 : HttpProtocols.Http1)
        );
        var collector = new Collector(builder.Build(), $"http://localhost:{port}");
        collector._server.MapPost("/v1/metrics", context => collector.TakeAsync(context, collector._metrics));
        collector._server.MapPost("/v1/traces", context => collector.TakeAsync(context, collector._traces));
        collector._server.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", context =>
            collector.CallAsync(context, collector._metrics)
        );
        collector._server.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", context => collector.CallAsync(context, collector._traces));
        await collector._server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // HTTP: the request's body is the message, an empty answer says that all was taken.
    private async Task TakeAsync(HttpContext context, List<byte[]> kept)
    {
        Keep(await BodyAsync(context), kept);
        context.Response.ContentType = "application/x-protobuf";
    }

    // gRPC: five bytes (not compressed, length) before each message, and how it went in the trailers.
    private async Task CallAsync(HttpContext context, List<byte[]> kept)
    {
        Keep((await BodyAsync(context))[5..], kept);
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[5]);
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private void Keep(byte[] request, List<byte[]> kept)
    {
        lock (kept)
            kept.Add(request);
    }

    private static byte[][] Sent(List<byte[]> kept)
    {
        lock (kept)
            return [.. kept];
    }

    private static string Text(byte[] message, params ReadOnlySpan<int> path) =>
        string.Concat(Fields(message, path).Select(System.Text.Encoding.UTF8.GetString));

    /// <summary>The contents of every field at the end of a path of field numbers.</summary>
    private static IReadOnlyList<byte[]> Fields(byte[] message, params ReadOnlySpan<int> path)
    {
        if (path.IsEmpty)
            return [message];
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
            if (WireFormat.GetTagFieldNumber(tag) != path[0])
                input.SkipLastField();
            else
                found.AddRange(
                    Fields(
                        WireFormat.GetTagWireType(tag) == WireFormat.WireType.Fixed64
                            ? BitConverter.GetBytes(input.ReadFixed64())
                            : input.ReadBytes().ToByteArray(),
                        path[1..]
                    )
                );
        return found;
    }
}
