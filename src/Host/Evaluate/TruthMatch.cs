using System.Collections;
using System.Text;
using StreamLift.Datasets;
using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Evaluate;

/// <summary>
/// Matches poses with the ground truth by stream and frame. The first record of a frame counts; a later one is a duplicate. A frame without a record, or
/// whose person was not lifted, is missing. One thread.
/// </summary>
internal sealed class TruthMatch
{
    private readonly Dictionary<string, (Sequence Sequence, BitArray Came, BitArray Lifted)> _streams;
    private readonly Dictionary<string, (Sequence Sequence, BitArray Came, BitArray Lifted)>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly ScoreTable _scores = new();
    private readonly float[] _truth = new float[Skeletons.PoseWidth];
    private char[] _name = new char[64];

    public TruthMatch(MotionStreams truth)
    {
        _streams = truth.Sequences.ToDictionary(s => s.Stream, s => (s, new BitArray(truth.FramesOf(s)), new BitArray(truth.FramesOf(s))));
        _byName = _streams.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Frames whose stream or number the ground truth does not have.</summary>
    public long Foreign { get; private set; }

    /// <summary>Adds a frame.</summary>
    public void Add(PoseFrame frame)
    {
        if (!_byName.TryGetValue(Name(frame.Stream), out var stream) || frame.FrameNumber < 0 || frame.FrameNumber >= stream.Came.Length)
        {
            Foreign++;
            return;
        }

        var number = (int)frame.FrameNumber;
        if (stream.Came[number])
        {
            _scores.Doubled();
            return;
        }

        stream.Came[number] = true;
        if (Subject(frame) is not { } person || frame.Joints(person).Length != _truth.Length)
            return;
        stream.Lifted[number] = true;
        RelativeToHip(stream.Sequence.Pose(number));
        _scores.Add(stream.Sequence.Action, frame.Joints(person), _truth);
    }

    /// <summary>The table, with the frames that are missing now.</summary>
    public ScoreTable Finish()
    {
        foreach (var (sequence, _, lifted) in _streams.Values)
        {
            var missing = lifted.Cast<bool>().Count(came => !came);
            if (missing > 0)
                _scores.Missing(sequence.Action, missing);
        }
        return _scores;
    }

    /// <summary>The performer among several people: id 0, as produce sends it, otherwise the first.</summary>
    private static int? Subject(PoseFrame frame)
    {
        for (var person = 0; person < frame.PersonCount; person++)
            if (frame.Id(person) == 0)
                return person;
        return frame.PersonCount > 0 ? 0 : null;
    }

    private void RelativeToHip(ReadOnlySpan<float> pose)
    {
        for (var i = 0; i < _truth.Length; i++)
            _truth[i] = pose[i] - pose[i % 3];
    }

    private ReadOnlySpan<char> Name(ReadOnlySpan<byte> utf8)
    {
        if (_name.Length < utf8.Length)
            _name = new char[2 * utf8.Length];
        return _name.AsSpan(0, Encoding.UTF8.GetChars(utf8, _name));
    }
}
