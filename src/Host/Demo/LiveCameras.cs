using Confluent.Kafka;
using StreamLift.Datasets.Scenes;
using StreamLift.Host.Brokers;
using StreamLift.Host.Produce;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Demo;

/// <summary>
/// The cameras of the demo: sends detected keypoints in real time with the sender of <c>produce</c>. It knows nothing of the service.
/// </summary>
internal sealed class LiveCameras(FrameSender sender, DemoScene scene, StreamNames streams, DemoStatistics statistics, TimeProvider clock)
{
    private readonly KeypointFrame _frame = new();
    private readonly SceneFrame _seen = new();
    private DateTimeOffset _start;
    private readonly FrameEncoder _encoder = new();
    private readonly Headers _headers = new() { { ContentType.Header, ContentType.Utf8(WireEncoding.Json).ToArray() } };

    /// <summary>
    /// Sends each frame of every camera when it is due, until the given number or <paramref name="stop"/>. The cameras capture synchronously.
    /// </summary>
    /// <exception cref="BrokerException">The broker rejects a frame.</exception>
    public async Task RunAsync(long frames, CancellationToken stop)
    {
        statistics.Start();
        _start = clock.GetUtcNow();
        var pace = new Pace(clock);
        for (long frame = 0; frame < frames && await pace.WaitAsync(scene.DueAt(frame), stop).ConfigureAwait(false); frame++)
        for (var camera = 0; camera < DemoScene.Cameras; camera++)
            Send(camera, frame);
        await pace.WaitAsync(scene.DueAt(frames), stop).ConfigureAwait(false); // the last frame has its full duration
    }

    private void Send(int camera, long frame)
    {
        var (width, height) = scene.Image(camera);
        _frame.Begin(streams.Of(camera), frame, (_start + scene.DueAt(frame)).ToUnixTimeMilliseconds(), Skeletons.H36m17, width, height);
        scene.Detect(camera, frame, _seen);
        for (var person = 0; person < _seen.Count; person++)
            _frame.AddPerson(person, _seen.Score(person), _seen.Keypoints(person));
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
