using System.Numerics;
using StreamLift.Files.Grid;
using StreamLift.Files.Rotations;

namespace StreamLift.Files.Bodies;

/// <summary>
/// Collects the frames of a person for a format of bones. The lengths of bones are known at the end only, so the file is written anew each time.
/// </summary>
/// <param name="info">What the file is opened with.</param>
/// <param name="write">Writes the file of a track; null: somebody else writes it.</param>
internal sealed class BodyTrack(TrackFileInfo info, Action<BodyTrack>? write) : ITrackFile
{
    private readonly BodyMeasurer _measurer = new();
    private bool _isWritten = true;

    public TrackFileInfo Info => info;

    /// <summary>The frames that are known: their numbers, and 51 numbers each, mm, y up.</summary>
    public List<(long Number, float[] Joints)> Frames { get; } = [];

    /// <summary>The distance of the joints from those that were recorded, mm, when the file was last written.</summary>
    public (double Mean, double Largest)? OffBy { get; private set; }

    public WrittenFile Written =>
        new(
            info.Path,
            1,
            Frames.Count == 0 ? 0 : Frames[^1].Number - Frames[0].Number + 1,
            info.Clock.Rate,
            Frames.Count == 0 ? 0 : info.Clock.SecondsOf(Frames[0].Number)
        )
        {
            OffBy = OffBy,
        };

    public void Add(long frame, TrackSample sample)
    {
        var joints = new float[sample.Joints.Length];
        info.Axes.Turn(sample.Joints, joints);
        // a body without its root has no place
        if (!Turns.IsFinite(new Vector3(joints)))
            return;
        _measurer.Add(joints);
        Frames.Add((frame, joints));
        _isWritten = false;
    }

    /// <summary>The rotations of all frames.</summary>
    public BodyMotion Solve()
    {
        var motion = BodyMotion.Of(_measurer.Proportions(), Frames);
        OffBy = motion.OffBy;
        return motion;
    }

    public void Flush()
    {
        if (_isWritten || write is null)
            return;
        write(this);
        _isWritten = true;
    }

    public void Finish() => Flush();

    public void Dispose() { }
}
