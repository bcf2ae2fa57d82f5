using StreamLift.Lifter;

namespace StreamLift.Sink;

/// <summary>How batches get to the broker: what <see cref="Guarantee"/> promises is kept here.</summary>
internal interface IDelivery : IDisposable
{
    /// <summary>Completes, faulted, when a fault outside of <see cref="Run"/> ends the lane.</summary>
    Task Failed { get; }

    /// <summary>Sends batches until the last, and returns when everything is delivered. On a thread of its own.</summary>
    void Run(Handover lifted);
}
