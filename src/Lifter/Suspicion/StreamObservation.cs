using StreamLift.Poses.Layouts;

namespace StreamLift.Lifter.Suspicion;

/// <summary>
/// What the looked-at frames of one stream say together. A verdict needs enough frames, and ends when the frames say otherwise: old ones count less. One
/// thread. Adding a look allocates nothing.
/// </summary>
internal sealed class StreamObservation
{
    private const int FewLooks = 10;
    private const int StillLooks = 60;
    private const int MostLooks = 4096;
    private const long StillMs = 2_000;
    private const long ZoneMs = 5_000;
    private const long AheadMs = 5_000;
    private const long HalfHourMs = 1_800_000;
    private const long ZoneToleranceMs = 1_000;
    private const int LeastScores = 300;
    private const int LeastMiddles = 60;

    private Majority _upsideDown;
    private Majority _reversedFaces;
    private Majority _contradictions;
    private (float Least, float Most) _scores = (float.MaxValue, float.MinValue);
    private (ulong Fingerprint, int Looks, long SinceMs) _still;
    private (long HalfHours, int Looks, long SinceMs) _zone;
    private int _ahead;

    /// <summary>All frames of the stream, looked at or not.</summary>
    public long Frames { get; set; }

    /// <summary>The looked-at frames with people.</summary>
    public int WithPeople { get; private set; }

    /// <summary>The joints of these.</summary>
    public long Joints { get; private set; }

    /// <summary>Of these outside the image.</summary>
    public long Outside { get; private set; }

    /// <summary>Of these outside the image with width and height exchanged.</summary>
    public long OutsideSwapped { get; private set; }

    /// <summary>Of these at 0, 0.</summary>
    public long AtOrigin { get; private set; }

    /// <summary>People whose middle of the hips lies far from the hips.</summary>
    public int Displaced { get; private set; }

    /// <summary>People with hips and their middle.</summary>
    public int Middles { get; private set; }

    /// <summary>The farthest joint to the right and down, in widths and heights of the image.</summary>
    public float Farthest { get; private set; }

    /// <summary>The last looked-at frame.</summary>
    public FrameLook Last { get; private set; }

    /// <summary>Its image.</summary>
    public FrameImage Image { get; private set; }

    /// <summary>Its timestamp, Unix ms, and the time of the look.</summary>
    public (long TimestampMs, long NowMs) Time { get; private set; }

    /// <summary>The people whose shoulders are below the hips.</summary>
    public Majority UpsideDown => _upsideDown;

    /// <summary>The people whose left eye is on the left of the image.</summary>
    public Majority ReversedFaces => _reversedFaces;

    /// <summary>The people whose shoulders are the other way round than the eyes.</summary>
    public Majority Contradictions => _contradictions;

    /// <summary>The least and greatest score so far.</summary>
    public (float Least, float Most) Scores => _scores;

    /// <summary>How often the same frame has come, one after the other.</summary>
    public int StillFrames => _still.Looks;

    /// <summary>How many half hours the timestamps are behind those of the records.</summary>
    public long HalfHoursBehind => _zone.HalfHours;

    /// <summary>The suspicions that have been reported, one bit each.</summary>
    public uint Reported { get; set; }

    /// <summary>Adds a look at a frame.</summary>
    /// <param name="look">What was found.</param>
    /// <param name="votes">Its people's votes.</param>
    /// <param name="image">Its image.</param>
    /// <param name="timestampMs">Its timestamp; null for none of its own.</param>
    /// <param name="nowMs">The clock, Unix ms.</param>
    public void Add(in FrameLook look, in PersonVotes votes, in FrameImage image, long? timestampMs, long nowMs)
    {
        (Last, Image, Time) = (look, image, (timestampMs ?? nowMs, nowMs));
        _ahead = timestampMs > nowMs + AheadMs ? _ahead + 1 : 0;
        if (look.People == 0)
            return;
        if (++WithPeople == MostLooks)
            Halve();
        Joints += look.Joints;
        Outside += look.Outside;
        OutsideSwapped += look.OutsideSwapped;
        AtOrigin += look.AtOrigin;
        Farthest = Math.Max(Farthest, look.Farthest);
        _scores = (Math.Min(_scores.Least, look.Scores.Least), Math.Max(_scores.Most, look.Scores.Most));
        _upsideDown.Add(votes.UpsideDown, votes.Trunks, Time.TimestampMs);
        _reversedFaces.Add(votes.ReversedFaces, votes.Faces, Time.TimestampMs);
        _contradictions.Add(votes.Contradictions, votes.Heads, Time.TimestampMs);
        (Displaced, Middles) = (Displaced + votes.Displaced, Middles + votes.Middles);
        _still = look.Fingerprint == _still.Fingerprint ? _still with { Looks = _still.Looks + 1 } : (look.Fingerprint, 1, Time.TimestampMs);
    }

    /// <summary>Adds the timestamp of the record of the frame that was looked at last.</summary>
    public void AddRecordTime(long recordMs)
    {
        var behind = recordMs - Time.TimestampMs;
        var halfHours = (behind + (HalfHourMs / 2)) / HalfHourMs;
        if (halfHours is < 2 or > 28 || Math.Abs(behind - (halfHours * HalfHourMs)) > ZoneToleranceMs)
            _zone = default;
        else
            _zone = halfHours == _zone.HalfHours ? _zone with { Looks = _zone.Looks + 1 } : (halfHours, 1, Time.TimestampMs);
    }

    /// <summary>The suspicions that hold now, one bit each.</summary>
    public uint Verdicts()
    {
        var isSwapped = Image.IsSwapped || (IsMeasured && Share(OutsideSwapped) <= 0.01 && Share(Outside) >= 0.2 && Farthest >= FarthestIfSwapped);
        return Bit(Suspect.NormalisedCoordinates, Last.IsNormalised)
            | Bit(Suspect.SwappedSize, isSwapped)
            | Bit(Suspect.OutsideImage, !isSwapped && IsMeasured && Share(Outside) > 0.5)
            | Bit(Suspect.NoImageSize, Image.IsAssumed)
            | Bit(Suspect.UpsideDown, _upsideDown.IsReached(Time.TimestampMs))
            | Bit(Suspect.Mirrored, IsMirrored)
            | Bit(Suspect.OtherLayout, Middles >= LeastMiddles && MiddleHip.IsOtherOrder(Displaced, Middles))
            | Bit(Suspect.NeverMoves, _still.Looks >= StillLooks && Time.TimestampMs - _still.SinceMs >= StillMs)
            | Bit(Suspect.TimestampUnit, !TimestampUnit.IsBelieved(Time.TimestampMs, Time.NowMs))
            | Bit(Suspect.ClockAhead, _ahead >= FewLooks && TimestampUnit.IsBelieved(Time.TimestampMs, Time.NowMs))
            | Bit(Suspect.TimeZone, _zone.Looks >= StillLooks && Time.TimestampMs - _zone.SinceMs >= ZoneMs)
            | Bit(Suspect.ConstantScores, _scores.Least == _scores.Most && _scores.Most != 1 && Joints >= LeastScores && WithPeople >= StillLooks)
            | Bit(Suspect.JointsAtOrigin, WithPeople >= FewLooks && AtOrigin >= FewLooks && Share(AtOrigin) >= 0.01);
    }

    /// <summary>What the last frame alone says, one bit each, for <c>--strict</c>.</summary>
    public uint OfLastFrame() =>
        Bit(Suspect.NormalisedCoordinates, Last.IsNormalised)
        | Bit(Suspect.SwappedSize, Image.IsSwapped)
        | Bit(Suspect.NoImageSize, Image.IsAssumed)
        | Bit(Suspect.TimestampUnit, !TimestampUnit.IsBelieved(Time.TimestampMs, Time.NowMs))
        | Bit(Suspect.ClockAhead, Time.TimestampMs > Time.NowMs + AheadMs && TimestampUnit.IsBelieved(Time.TimestampMs, Time.NowMs));

    private bool IsMeasured => WithPeople >= FewLooks && Image is { IsAssumed: false, Width: > 0 } && !Last.IsNormalised;

    // Where all scores are the same they do not say whether a face is seen.
    private bool IsMirrored => _contradictions.IsReached(Time.TimestampMs) || (_reversedFaces.IsReached(Time.TimestampMs) && _scores.Most > _scores.Least);

    // Most of the way from the given size to the exchanged one: a detector also guesses joints a little outside the image.
    private float FarthestIfSwapped
    {
        get
        {
            var (longer, shorter) = ((float)Math.Max(Image.Width, Image.Height), (float)Math.Min(Image.Width, Image.Height));
            return 1 + (0.6f * ((longer / shorter) - 1));
        }
    }

    private static uint Bit(Suspect suspect, bool isSet) => isSet ? 1u << (int)suspect : 0;

    private double Share(long of) => (double)of / Math.Max(1, Joints);

    private void Halve()
    {
        WithPeople /= 2;
        (Joints, Outside, OutsideSwapped, AtOrigin) = (Joints / 2, Outside / 2, OutsideSwapped / 2, AtOrigin / 2);
        (Displaced, Middles) = (Displaced / 2, Middles / 2);
        _upsideDown.Halve();
        _reversedFaces.Halve();
        _contradictions.Halve();
        (Farthest, _scores) = (0, (float.MaxValue, float.MinValue));
    }
}
