using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Samples;

/// <summary>The recorded motion that samples are made from: each frame's pose in the world, once, and the cameras that recorded it.</summary>
internal sealed class Motion
{
    private readonly List<(Sequence First, int Frame, int Group)> _frames = [];
    private readonly List<Camera[]> _cameras = [];
    private readonly List<Sequence[]> _views = [];

    /// <param name="sequences">One sequence for each take and camera, of any number of subjects.</param>
    /// <param name="isDetected">Whether the 2D keypoints come from a detector. Recorded views then use these keypoints.</param>
    public Motion(IEnumerable<Sequence> sequences, bool isDetected = false)
    {
        IsDetected = isDetected;
        foreach (var take in sequences.GroupBy(sequence => (sequence.Subject, sequence.Action)))
        {
            var first = take.First();
            for (var frame = 0; frame < take.Min(sequence => sequence.Frames); frame++)
                _frames.Add((first, frame, _cameras.Count));
            _cameras.Add([.. take.Select(sequence => sequence.Camera)]);
            _views.Add([.. take]);
        }
    }

    public int Frames => _frames.Count;

    public bool IsDetected { get; }

    /// <summary>The 17 joints in the world, z up, mm: 51 numbers.</summary>
    public ReadOnlySpan<float> World(int frame) => _frames[frame].First.World(_frames[frame].Frame);

    /// <summary>The detected 2D keypoints of a frame in one of its cameras, mapped to the network's layout: 51 numbers.</summary>
    public void Detected(int frame, int camera, Span<float> keypoints)
    {
        var (_, number, group) = _frames[frame];
        var view = _views[group][camera];
        SkeletonCatalogue.BuiltIn.Map(view.Layout, Skeletons.H36m17).Apply(view.Keypoints(number), keypoints);
    }

    /// <summary>The cameras that recorded the frame.</summary>
    public ReadOnlySpan<Camera> Cameras(int frame) => _cameras[_frames[frame].Group];
}
