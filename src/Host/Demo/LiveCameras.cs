using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Host.Produce;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Demo;

/// <summary>
/// The cameras' side of the demo: what a detector sees, sent as it happens, by the sender that <c>produce</c> has. It knows nothing of the service.
/// </summary>
internal sealed class LiveCameras(FrameSender sender, SyntheticScene performance, StreamNames streams, DemoStatistics figures, TimeProvider clock)
{
    private readonly KeypointFrame _frame = new();
    private readonly FrameEncoder _encoder = new();
    private readonly Headers _headers = new() { { ContentType.Header, ContentType.Utf8(WireEncoding.Json).ToArray() } };

    /// <summary>
    /// Sends every frame of every camera when it is due, until there are enough or <paramref name="stop"/>. The cameras are of one rig: they take their frames
    /// together.
    /// </summary>
    /// <exception cref="BrokerException">The broker refuses a frame.</exception>
    public async Task RunAsync(long frames, CancellationToken stop)
    {
        figures.Start();
        var pace = new Pace(clock);
        for (long frame = 0; frame < frames && await pace.WaitAsync(performance.DueAt(frame), stop).ConfigureAwait(false); frame++)
        for (var camera = 0; camera < SyntheticScene.Cameras; camera++)
            Send(camera, frame);
        await pace.WaitAsync(performance.DueAt(frames), stop).ConfigureAwait(false); // the last frame lasts as long as any
    }

    private void Send(int camera, long frame)
    {
        var (width, height) = SyntheticScene.Image(camera);
        _frame.Begin(streams.Of(camera), frame, clock.GetUtcNow().ToUnixTimeMilliseconds(), Skeletons.H36m17, width, height);
        performance.Detect(camera, frame, _frame.AddPerson(0, 1));
        var message = new Message<byte[], byte[]>
        {
            Key = streams.Of(camera),
            Value = _encoder.Encode(WireEncoding.Json, _frame).ToArray(),
            Headers = _headers,
        };
        figures.Started(camera, frame);
        sender.Send(message, CancellationToken.None);
    }
}
