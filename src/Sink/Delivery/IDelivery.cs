using StreamLift.Lanes;

namespace StreamLift.Sink.Delivery;

/// <summary>How processed batches get to the broker; what <see cref="Lanes.Guarantee"/> promises is kept here.</summary>
internal interface IDelivery : IDisposable
{
    /// <summary>Completes, faulted, when a fault outside of <see cref="Run"/> ends the lane.</summary>
    Task Failed { get; }

    /// <summary>Sends batches until the last, and returns when everything is delivered. On a thread of its own.</summary>
    void Run();

    /// <summary>
    /// A batch has been processed on the calling thread, which may not wait: it is sent at once where that needs no wait; otherwise <see cref="Run"/> sends it.
    /// </summary>
    void SendInline();
}
