using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lifter.Suspicion;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Tests.Suspicion;

/// <summary>A stream of one person of coco17 in an image of 1920 x 1080 px at 30 Hz, with what a test changes, and what the watch says about it.</summary>
internal sealed class Watched : IDisposable
{
    private const double FrameMs = 1000.0 / 30;

    private static readonly float[] Person =
    [
        .. new float[] { 960, 200, 970, 190, 950, 190, 985, 195, 935, 195, 1020, 300, 900, 300, 1040, 420, 880, 420, 1050, 530, 870, 530 },
        .. new float[] { 1000, 560, 920, 560, 1005, 740, 915, 740, 1010, 920, 910, 920 },
    ];

    private readonly Meters _meters = new();
    private readonly LifterTelemetry _telemetry;
    private readonly StreamWatch _watch;
    private readonly KeypointFrame _frame = new();
    private int _number;

    public Watched(bool isStrict = false)
    {
        _telemetry = new LifterTelemetry(_meters);
        _watch = new StreamWatch(Clock, new SuspectStreams(_telemetry, Lines.Add), isStrict);
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.Parse("2026-03-01T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public List<string> Lines { get; } = [];

    public string Stream { get; set; } = "cam-1";

    public FrameImage Image { get; set; } = new(1920, 1080, IsAssumed: false, IsSwapped: false);

    /// <summary>Changes where a joint is: its index, x and y.</summary>
    public Func<int, float, float, (float X, float Y)> Place { get; set; } = (_, x, y) => (x, y);

    /// <summary>The score of a joint.</summary>
    public Func<int, float> Score { get; set; } = joint => 0.8f + (0.01f * joint);

    /// <summary>The joint whose place a joint of the layout gets.</summary>
    public Func<int, int> Joint { get; set; } = joint => joint;

    public bool Moves { get; set; } = true;

    /// <summary>The timestamp of a frame at a time in Unix ms.</summary>
    public Func<long, long> Timestamp { get; set; } = ms => ms;

    /// <summary>How far the record's own timestamp is behind the clock; null for none.</summary>
    public long? RecordBehindMs { get; set; }

    public void Dispose()
    {
        _telemetry.Dispose();
        _meters.Dispose();
    }

    /// <summary>Sends frames.</summary>
    /// <returns>For each the suspicion for which a strict watch rejects it.</returns>
    public List<Suspect> Send(int frames) => [.. Enumerable.Range(0, frames).Select(_ => Send())];

    public Suspect Send() => Send(out _);

    public Suspect Send(out string detail)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(FrameMs));
        var now = Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Fill(_frame, Timestamp(now));
        var suspect = Look(_frame, out detail);
        _watch.CompareTimes(_frame, RecordBehindMs is { } behind ? now - behind : null);
        return suspect;
    }

    public bool IsItsMeter(Meter meter) => meter.Scope == _meters;

    /// <summary>Fills a frame as the next one of the stream.</summary>
    public void Fill(KeypointFrame frame, long timestampMs)
    {
        frame.Begin(Stream, _number, timestampMs, Skeletons.Coco17, Image.Width, Image.Height);
        var keypoints = frame.AddPerson(0, 1);
        for (var joint = 0; joint < 17; joint++)
        {
            var from = Joint(joint);
            var step = Moves ? 0.25f * (_number % 200) : 0;
            (keypoints[3 * joint], keypoints[(3 * joint) + 1]) = Place(joint, Person[2 * from] + step, Person[(2 * from) + 1]);
            keypoints[(3 * joint) + 2] = Score(joint);
        }

        _number++;
    }

    /// <summary>Looks at a frame that is filled already.</summary>
    public Suspect Look(KeypointFrame frame) => Look(frame, out _);

    private Suspect Look(KeypointFrame frame, out string detail)
    {
        detail = "";
        return _watch.Count(frame.Stream) ? _watch.Look(frame, Image, 0, out detail) : Suspect.None;
    }
}
