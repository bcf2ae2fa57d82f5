using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Sink;

/// <summary>One span a batch, from its first arrival to its delivery, linked to the trace contexts of its first records.</summary>
public static class BatchTrace
{
    /// <summary>The activity source's name.</summary>
    public const string SourceName = "StreamLift";

    private const int MostLinks = 16;
    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Records the span of a batch just delivered, where anybody listens.</summary>
    internal static void Delivered(LiftBatch batch, TimeProvider clock)
    {
        if (!Source.HasListeners() || batch.Count == 0)
            return;
        var start = clock.GetUtcNow() - clock.GetElapsedTime(batch.Started);
        using var span = Source.StartActivity("lift batch", ActivityKind.Consumer, default(ActivityContext), links: Links(batch), startTime: start);
        span?.SetTag("streamlift.records", batch.Count)
            .SetTag("streamlift.poses", batch.Rows)
            .SetTag("streamlift.model", Encoding.UTF8.GetString(batch.Model.Span));
    }

    private static List<ActivityLink> Links(LiftBatch batch)
    {
        var links = new List<ActivityLink>();
        foreach (ref readonly var arrival in batch.Records)
        {
            if (links.Count == MostLinks)
                break;
            if (
                arrival.Headers is Headers headers
                && headers.TryGetLastBytes("traceparent", out var parent)
                && parent is not null
                && ActivityContext.TryParse(Encoding.ASCII.GetString(parent), State(headers), isRemote: true, out var context)
            )
                links.Add(new ActivityLink(context));
        }

        return links;
    }

    private static string? State(Headers headers) =>
        headers.TryGetLastBytes("tracestate", out var state) && state is not null ? Encoding.ASCII.GetString(state) : null;
}
