using System.Diagnostics.Tracing;

namespace StreamLift.Lanes;

/// <summary>
/// When each record passed each step of its batch, as events of .NET's own tracing (EventPipe, <c>dotnet-trace</c>): one event a record, once the batch is
/// delivered. Without a listener it costs a look at a flag a batch. Times are <see cref="TimeProvider.System"/>'s timestamps, on Linux the monotonic clock
/// that all processes of the machine share.
/// </summary>
[EventSource(Name = SourceName)]
public sealed unsafe class RecordEvents : EventSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "StreamLift-Records";

    /// <summary>How many steps <see cref="BatchStep"/> has.</summary>
    internal const int Steps = 1 + (int)BatchStep.Delivered;

    private const int Values = 3 + Steps;

    private RecordEvents() { }

    /// <summary>The source of this process.</summary>
    public static RecordEvents Log { get; } = new();

    /// <summary>A batch is delivered: writes the events of its records.</summary>
    [NonEvent]
    public void Delivered(RecordBatch batch)
    {
        if (!IsEnabled())
            return;
        batch.Mark(BatchStep.Delivered);
        foreach (ref readonly var record in batch.Records)
            Delivered(
                record.Partition.Number,
                record.Offset,
                record.Read,
                batch.Passed(BatchStep.Begun),
                batch.Passed(BatchStep.Processed),
                batch.Passed(BatchStep.Encoded),
                batch.Passed(BatchStep.Sent),
                batch.Passed(BatchStep.Delivered)
            );
    }

    /// <summary>A record is delivered.</summary>
    /// <param name="partition">Its partition in the input topic.</param>
    /// <param name="offset">Its offset there.</param>
    /// <param name="read">When it was in its batch, decoded.</param>
    /// <param name="begun">When the work on its batch began.</param>
    /// <param name="processed">When that was done.</param>
    /// <param name="encoded">When its batch's output was encoded.</param>
    /// <param name="sent">When the first of its batch's records went to the Kafka client.</param>
    /// <param name="delivered">When the broker's last answer for the batch had come.</param>
    [Event(1)]
    public void Delivered(long partition, long offset, long read, long begun, long processed, long encoded, long sent, long delivered)
    {
        var values = stackalloc long[Values] { partition, offset, read, begun, processed, encoded, sent, delivered };
        var data = stackalloc EventData[Values];
        for (var i = 0; i < Values; i++)
            data[i] = new EventData { DataPointer = (nint)(values + i), Size = sizeof(long) };
        WriteEventCore(1, Values, data);
    }
}

/// <summary>The steps of a batch after it was read.</summary>
public enum BatchStep
{
    /// <summary>The work on it begins.</summary>
    Begun,

    /// <summary>It is processed.</summary>
    Processed,

    /// <summary>Its output is encoded.</summary>
    Encoded,

    /// <summary>Its first record goes to the Kafka client.</summary>
    Sent,

    /// <summary>The broker has answered for the last of its records.</summary>
    Delivered,
}
