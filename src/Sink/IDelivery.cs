using System.Threading.Channels;
using StreamLift.Lifter;

namespace StreamLift.Sink;

/// <summary>How batches get to the broker: what <see cref="Guarantee"/> promises is kept here.</summary>
internal interface IDelivery : IDisposable
{
    /// <summary>Completes, faulted, when a fault outside of <see cref="RunAsync"/> ends the lane.</summary>
    Task Failed { get; }

    /// <summary>Sends batches until the channel ends, and returns when everything is delivered.</summary>
    Task RunAsync(ChannelReader<LiftBatch> lifted);
}
