using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Sink;

/// <summary>One span a batch, from its first record to its delivery, linked to the trace contexts of its first records.</summary>
public static class BatchTrace
{
    /// <summary>The activity source's name.</summary>
    public const string SourceName = "StreamLift";

    private const int MaxLinks = 16;
    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Records the span of a delivered batch, where there is a listener.</summary>
    internal static void Delivered(RecordBatch batch, TimeProvider clock)
    {
        if (!Source.HasListeners() || batch.Count == 0)
            return;
        var start = clock.GetUtcNow() - clock.GetElapsedTime(batch.Started);
        using var span = Source.StartActivity("lift batch", ActivityKind.Consumer, default(ActivityContext), links: Links(batch), startTime: start);
        span?.SetTag("streamlift.records", batch.Count)
            .SetTag("streamlift.poses", batch.Rows)
            .SetTag("streamlift.model", Encoding.UTF8.GetString(batch.ModelId));
    }

    private static List<ActivityLink> Links(RecordBatch batch)
    {
        var links = new List<ActivityLink>();
        foreach (ref readonly var record in batch.Records)
        {
            if (links.Count == MaxLinks)
                break;
            if (
                record.Headers is Headers headers
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
