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
/// The cameras of the demo: sends detected keypoints in real time with the sender of <c>produce</c>. It knows nothing of the service.
/// </summary>
internal sealed class LiveCameras(FrameSender sender, SyntheticScene scene, StreamNames streams, DemoStatistics statistics, TimeProvider clock)
{
    private readonly KeypointFrame _frame = new();
    private readonly FrameEncoder _encoder = new();
    private readonly Headers _headers = new() { { ContentType.Header, ContentType.Utf8(WireEncoding.Json).ToArray() } };

    /// <summary>
    /// Sends each frame of every camera when it is due, until the given number or <paramref name="stop"/>. The cameras capture synchronously.
    /// </summary>
    /// <exception cref="BrokerException">The broker rejects a frame.</exception>
    public async Task RunAsync(long frames, CancellationToken stop)
    {
        statistics.Start();
        var pace = new Pace(clock);
        for (long frame = 0; frame < frames && await pace.WaitAsync(scene.DueAt(frame), stop).ConfigureAwait(false); frame++)
        for (var camera = 0; camera < SyntheticScene.Cameras; camera++)
            Send(camera, frame);
        await pace.WaitAsync(scene.DueAt(frames), stop).ConfigureAwait(false); // the last frame has its full duration
    }

    private void Send(int camera, long frame)
    {
        var (width, height) = SyntheticScene.Image(camera);
        _frame.Begin(streams.Of(camera), frame, clock.GetUtcNow().ToUnixTimeMilliseconds(), Skeletons.H36m17, width, height);
        scene.Detect(camera, frame, _frame.AddPerson(0, 1));
        var message = new Message<byte[], byte[]>
        {
            Key = streams.Of(camera),
            Value = _encoder.Encode(WireEncoding.Json, _frame).ToArray(),
            Headers = _headers,
        };
        statistics.Started(camera, frame);
        sender.Send(message, CancellationToken.None);
    }
}
