using System.Numerics;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Lifter.Suspicion;

/// <summary>
/// Looks for what is probably wrong with streams whose frames are valid: at the first frames of each stream, then at a sample. It tells
/// <paramref name="found"/> of each suspicion once. Strict, it looks at every frame, and judges it. Only the poll thread may use it.
/// A known stream causes no allocation.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="found">Takes the suspicions.</param>
/// <param name="isStrict">Whether each frame is judged.</param>
internal sealed class StreamWatch(TimeProvider clock, SuspectStreams found, bool isStrict)
{
    /// <summary>So many frames at the beginning of a stream are looked at.</summary>
    public const int FirstFrames = 128;

    /// <summary>After these, one in so many.</summary>
    public const int Sample = 32;

    private const int MaxStreams = 10_000;

    private readonly Dictionary<byte[], StreamObservation> _streams = new(new Utf8Comparer());
    private readonly RecentStreams<StreamObservation> _recent = new();
    private StreamObservation? _last;
    private Skeleton? _layout;
    private BodyPoints? _points;
    private bool _hasLooked;

    /// <summary>Counts a frame.</summary>
    /// <param name="stream">Its stream.</param>
    /// <returns>Whether it is to be looked at: <see cref="Look"/> is called for it next.</returns>
    public bool Count(ReadOnlySpan<byte> stream)
    {
        _last = _recent.Find(stream) ?? Of(stream);
        _hasLooked = isStrict || _last.Frames < FirstFrames || _last.Frames % Sample == 0;
        _last.Frames++;
        return _hasLooked;
    }

    /// <summary>Looks at the frame that was counted last.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="image">Its image.</param>
    /// <param name="leastScore">A joint with a lower score is not seen.</param>
    /// <param name="detail">What is probably wrong, for a frame that is rejected; else empty.</param>
    /// <returns>Strict, the suspicion for which the frame is rejected; else <see cref="Suspect.None"/>.</returns>
    public Suspect Look(KeypointFrame frame, in FrameImage image, float leastScore, out string detail)
    {
        detail = "";
        var stream = _last ?? throw new InvalidOperationException("no frame was counted");
        if (!ReferenceEquals(_layout, frame.Layout))
            (_layout, _points) = (frame.Layout, new BodyPoints(frame.Layout));
        var votes = default(PersonVotes);
        var look = FrameLook.At(frame, image, leastScore, _points!, ref votes);
        stream.Add(look, votes, image, frame.HasTimestamp ? frame.TimestampMs : null, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var verdicts = stream.Verdicts();
        ReportNew(frame.Stream, stream, verdicts);
        if (!isStrict || (verdicts | stream.OfLastFrame()) is not (not 0 and var wrong))
            return Suspect.None;
        var first = (Suspect)BitOperations.TrailingZeroCount(wrong);
        detail = $"{SuspectNames.Of(first)}: {SuspectText.Of(first, stream)}";
        return first;
    }

    /// <summary>Compares the time of the frame that was looked at last with that of its record.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="recordMs">The record's timestamp, Unix ms; null for none.</param>
    public void CompareTimes(KeypointFrame frame, long? recordMs)
    {
        if (!_hasLooked || recordMs is not { } ms || !frame.HasTimestamp || _last is not { } stream)
            return;
        stream.AddRecordTime(ms);
        ReportNew(frame.Stream, stream, stream.Verdicts());
    }

    private void ReportNew(ReadOnlySpan<byte> name, StreamObservation stream, uint verdicts)
    {
        for (var fresh = verdicts & ~stream.Reported; fresh != 0; fresh &= fresh - 1)
        {
            var suspect = (Suspect)BitOperations.TrailingZeroCount(fresh);
            found.Report(name, suspect, SuspectText.Of(suspect, stream));
        }

        stream.Reported |= verdicts;
    }

    private StreamObservation Of(ReadOnlySpan<byte> name)
    {
        var streams = _streams.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!streams.TryGetValue(name, out var key, out var stream))
        {
            if (_streams.Count == MaxStreams)
            {
                _streams.Clear(); // The number of streams over time is unlimited.
                _recent.Clear();
            }

            key = name.ToArray();
            _streams[key] = stream = new StreamObservation();
        }

        _recent.Add(key, stream);
        return stream;
    }
}
