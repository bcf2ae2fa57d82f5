using System.Text;
using StreamLift.Lanes;
using StreamLift.Lifter.Models;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Lifter.Stage;

/// <summary>A batch of keypoint records: their frames, the input rows of all people, and after inference the poses.</summary>
public sealed class LiftBatch : RecordBatch
{
    /// <summary>The number of values in an output row: x, y and z of 17 joints.</summary>
    public const int PoseWidth = Skeletons.PoseWidth;

    /// <summary>The number of values in a row of sigmas: one per joint.</summary>
    public const int SigmaWidth = 17;

    private LiftRecord[] _lifted = new LiftRecord[64];
    private LiftFrame[] _frames = new LiftFrame[64];
    private LiftPerson[] _people = new LiftPerson[64];
    private int _frameCount;
    private int _personCount;
    private int _entries;

    /// <summary>Allocates an empty batch.</summary>
    /// <param name="capacity">The number of rows that fit initially. A record's frames stay in one batch, so a record of many frames may enlarge it.</param>
    /// <param name="inputWidth">The number of values in an input row.</param>
    /// <param name="sigma">Whether sigmas are computed.</param>
    /// <param name="calibratedWidth">The number of values in an input row of the model for streams with a camera; 0: there is no such model.</param>
    public LiftBatch(int capacity, int inputWidth, bool sigma = false, int calibratedWidth = 0)
    {
        General = new LiftRows(capacity, inputWidth, sigma);
        Calibrated = calibratedWidth > 0 ? new LiftRows(capacity, calibratedWidth, sigma) : null;
    }

    /// <inheritdoc/>
    public override int Rows => General.Count + (Calibrated?.Count ?? 0);

    /// <inheritdoc/>
    public override int Entries => _entries;

    /// <summary>The number of frames in the batch.</summary>
    public int FrameCount => _frameCount;

    /// <summary>The number of late frames in the batch.</summary>
    public int LateFrames { get; private set; }

    /// <summary>The number of people that were rejected though their frames were not.</summary>
    public int RejectedPeople { get; private set; }

    /// <summary>The rows of the model that lifts all streams, or those without a camera where there is a second model.</summary>
    public LiftRows General { get; }

    /// <summary>The rows of the model that lifts the streams with a camera. Null: <see cref="General"/> has them too.</summary>
    public LiftRows? Calibrated { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> ModelId =>
        Calibrated is not { Model: { IsEmpty: false } other } ? General.Model.Span
        : General.Model.IsEmpty ? other.Span
        : (byte[])[.. other.Span, .. ", "u8, .. General.Model.Span];

    /// <summary>The output rows of <see cref="General"/>, one after the other: 51 values each, in mm.</summary>
    public float[] Output => General.Output;

    /// <summary>The frames of an accepted record, in order.</summary>
    public ReadOnlySpan<LiftFrame> Frames(int index) => _frames.AsSpan(_lifted[index].FirstFrame, _lifted[index].Frames);

    /// <summary>Whether a record is a list of frames. Its output is then a list too, even for one frame.</summary>
    public bool IsList(int index) => _lifted[index].IsList;

    /// <summary>The people of a frame.</summary>
    public ReadOnlySpan<LiftPerson> People(in LiftFrame frame) => _people.AsSpan(frame.FirstPerson, frame.People);

    /// <summary>The people of the batch.</summary>
    public ReadOnlySpan<LiftPerson> AllPeople => _people.AsSpan(0, _personCount);

    /// <summary>The pose in a row of <see cref="General"/>: 51 values in mm.</summary>
    public ReadOnlySpan<float> Pose(int row) => General.Pose(row);

    /// <summary>The sigmas in a row of <see cref="General"/>: 17 values in mm. Empty if sigmas are not requested.</summary>
    public ReadOnlySpan<float> Sigma(int row) => General.Sigma(row);

    /// <summary>The keypoints that are kept of people, x, y (px) and score of each joint of their frame's input layout.</summary>
    internal KeptKeypoints Keypoints { get; } = new();

    /// <summary>The frame added last.</summary>
    internal ref LiftFrame LastFrame => ref _frames[_frameCount - 1];

    /// <summary>The person added last.</summary>
    internal ref LiftPerson LastPerson => ref _people[_personCount - 1];

    /// <summary>The next free input row of the model that lifts the frame added last. The caller fills it before <see cref="AddPerson"/> takes it.</summary>
    public Span<float> NextRow() => RowsOf(LastFrame.IsCalibrated).Next();

    /// <summary>The rows of a model.</summary>
    /// <param name="isCalibrated">Whether it is that of the streams with a camera. The batch must then have been created for both.</param>
    internal LiftRows RowsOf(bool isCalibrated) => isCalibrated ? Calibrated! : General;

    /// <summary>Marks the record added last as a list.</summary>
    public void MarkList() => _lifted[Count - 1].IsList = true;

    /// <summary>Adds a frame to the record added last. <see cref="AddPerson"/> then adds its people.</summary>
    /// <param name="stream">The stream's name, in UTF-8.</param>
    /// <param name="number">The frame's number in its stream.</param>
    /// <param name="timestampMs">The capture time in Unix milliseconds.</param>
    /// <param name="oldest">A frame that was captured before, Unix ms, is late.</param>
    /// <param name="isCalibrated">Whether the model of the streams with a camera lifts its people.</param>
    /// <returns>Whether it is late. A late frame gets no people.</returns>
    public bool AddFrame(ReadOnlySpan<byte> stream, long number, long timestampMs, long oldest = long.MinValue, bool isCalibrated = false)
    {
        if (_frameCount == _frames.Length)
            Array.Resize(ref _frames, _frameCount * 2);
        ref var record = ref _lifted[Count - 1];
        // The frames of a record usually belong to one stream.
        var isSame = record.Frames > 0 && Bytes(_frames[_frameCount - 1].Stream).SequenceEqual(stream);
        var isLate = timestampMs < oldest;
        _frames[_frameCount] = new LiftFrame
        {
            Stream = isSame ? _frames[_frameCount - 1].Stream : Append(stream),
            Number = number,
            TimestampMs = timestampMs,
            FirstPerson = _personCount,
            IsLate = isLate,
            IsCalibrated = isCalibrated,
        };
        _frameCount++;
        LateFrames += isLate ? 1 : 0;
        if (++record.Frames > 1)
            _entries++;
        return isLate;
    }

    /// <summary>Adds a person to the frame added last.</summary>
    /// <param name="id">The person's id.</param>
    /// <param name="score">The detector's score, or NaN if there is none.</param>
    /// <param name="lift">Whether to lift the row from <see cref="NextRow"/>, which must be filled.</param>
    /// <param name="rotation">The camera rotation of the row's features.</param>
    public void AddPerson(long id, float score, bool lift, in CameraRotation rotation)
    {
        if (_personCount == _people.Length)
            Array.Resize(ref _people, _personCount * 2);
        _people[_personCount++] = new LiftPerson(id, score, lift ? RowsOf(LastFrame.IsCalibrated).Take(rotation) : -1);
        _frames[_frameCount - 1].People++;
    }

    /// <summary>Adds a person that is not lifted because its own content is wrong to the frame added last.</summary>
    /// <param name="id">The person's id.</param>
    /// <param name="score">The detector's score, or NaN if there is none.</param>
    /// <param name="reason">Why it is rejected.</param>
    public void AddRejected(long id, float score, Rejection reason)
    {
        AddPerson(id, score, lift: false, CameraRotation.None);
        LastPerson = LastPerson with { Rejection = reason };
        RejectedPeople++;
    }

    /// <summary>Drops the frames captured before <paramref name="oldest"/> (Unix ms) and moves the remaining rows together.</summary>
    public void DropLate(long oldest)
    {
        var (general, calibrated) = (0, 0);
        foreach (ref var frame in _frames.AsSpan(0, _frameCount))
        {
            if (!frame.IsLate && frame.TimestampMs < oldest)
            {
                LateFrames++;
                (frame.IsLate, frame.People) = (true, 0);
            }

            // The rows of a model are in the order of the people.
            var rows = RowsOf(frame.IsCalibrated);
            ref var count = ref frame.IsCalibrated ? ref calibrated : ref general;
            foreach (ref var person in _people.AsSpan(frame.FirstPerson, frame.People))
                if (person.Row >= 0)
                    person = person with { Row = rows.Move(person.Row, count++) };
        }

        General.Truncate(general);
        Calibrated?.Truncate(calibrated);
    }

    /// <summary>The streams of a batch's frames.</summary>
    /// <param name="batch">A batch of the lift stage.</param>
    public static IEnumerable<string> StreamsOf(RecordBatch batch) =>
        batch is LiftBatch lift ? lift._frames.Take(lift._frameCount).Select(frame => Encoding.UTF8.GetString(batch.Bytes(frame.Stream))) : [];

    /// <inheritdoc/>
    public override void AddTo(BatchCounts counts)
    {
        long? captured = null;
        var records = Records;
        for (var i = 0; i < records.Length; i++)
        {
            if (records[i].Rejection != Rejection.None)
                counts.Reject(records[i].Rejection);
            foreach (ref readonly var frame in Frames(i))
            {
                if (frame.IsLate)
                    counts.AddLate(Bytes(frame.Stream));
                else if (records[i].Rejection == Rejection.None)
                    (captured, counts.Frames) = (captured ?? frame.TimestampMs, counts.Frames + 1);
            }
        }

        if (captured is { } unixMs)
            counts.Captured.Add(unixMs);
    }

    /// <inheritdoc/>
    public override int FramesOf(int index)
    {
        var frames = 0;
        foreach (ref readonly var frame in Frames(index))
            frames += frame.IsLate ? 0 : 1;
        return frames;
    }

    /// <inheritdoc/>
    public override string Describe(int index)
    {
        var people = 0;
        foreach (ref readonly var frame in Frames(index))
            people += frame.People;
        return $"the pose record of {(IsList(index) ? $"{_lifted[index].Frames} frames and " : "")}{people} people";
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        _frameCount = LateFrames = RejectedPeople = _entries = _personCount = 0;
        General.Clear();
        Calibrated?.Clear();
        Keypoints.Clear();
    }

    /// <inheritdoc/>
    protected override void OnAdded()
    {
        if (Count > _lifted.Length)
            Array.Resize(ref _lifted, _lifted.Length * 2);
        _lifted[Count - 1] = new LiftRecord { FirstFrame = _frameCount };
        _entries++;
    }
}
