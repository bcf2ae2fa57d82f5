using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Sink.Delivery;

/// <summary>How batches get to the broker: what <see cref="Guarantee"/> promises is kept here.</summary>
internal interface IDelivery : IDisposable
{
    /// <summary>Completes, faulted, when a fault outside of <see cref="Run"/> ends the lane.</summary>
    Task Failed { get; }

    /// <summary>Sends batches until the last, and returns when everything is delivered. On a thread of its own.</summary>
    void Run(Handover lifted);

    /// <summary>
    /// Batches lie in <paramref name="lifted"/> that nobody was woken for. Whoever calls has a thread that may not wait: what can set out without, does; the
    /// rest is for <see cref="Run"/>.
    /// </summary>
    void Nudge(Handover lifted);
}
