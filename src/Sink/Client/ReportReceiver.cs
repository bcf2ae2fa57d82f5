using Confluent.Kafka;

namespace StreamLift.Sink.Client;

/// <summary>Is told whether records were delivered: it is handed to the client with each of them. On the client's thread.</summary>
/// <param name="isReused">Whether it is handed over with many records. Otherwise it is forgotten after its only record's report.</param>
internal abstract class ReportReceiver(bool isReused)
{
    /// <summary>Whether it is handed over with many records.</summary>
    public bool IsReused => isReused;

    /// <summary>The client that knows it, and under which number; null: none yet.</summary>
    public (ReportReceivers? Owner, int Number) Registered { get; set; }

    /// <summary>Records with the same outcome are delivered, or have failed.</summary>
    /// <param name="error">Null: they are delivered.</param>
    /// <param name="records">How many there are.</param>
    public abstract void Report(Error? error, int records);
}

/// <summary>Calls a handler for each record.</summary>
/// <param name="handler">The handler; null is no error.</param>
/// <param name="isReused">Whether it is handed over with many records.</param>
internal sealed class ReportHandler(Action<Error?> handler, bool isReused = false) : ReportReceiver(isReused)
{
    /// <inheritdoc/>
    public override void Report(Error? error, int records)
    {
        for (; records > 0; records--)
            handler(error);
    }
}
