using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Training.Samples;

/// <summary>The recorded motion that samples are made of: every frame's pose in the world, once, with the cameras that saw it.</summary>
internal sealed class Motion
{
    private readonly List<(Sequence First, int Frame, int Group)> _frames = [];
    private readonly List<Camera[]> _cameras = [];
    private readonly List<Sequence[]> _views = [];

    /// <param name="sequences">One for each take and camera; takes of different subjects mixed as they come.</param>
    /// <param name="isDetected">Whether a detector gave their 2D: recorded views are then learnt from as it saw them.</param>
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

    /// <summary>17 joints in the world, z up, mm: 51 numbers.</summary>
    public ReadOnlySpan<float> World(int frame) => _frames[frame].First.World(_frames[frame].Frame);

    /// <summary>What the detector saw of a frame through one of its cameras, as the network's layout has it: 51 numbers.</summary>
    public void Detected(int frame, int camera, Span<float> keypoints)
    {
        var (_, number, group) = _frames[frame];
        var view = _views[group][camera];
        SkeletonCatalogue.BuiltIn.Map(view.Layout, Skeletons.H36m17).Apply(view.Keypoints(number), keypoints);
    }

    /// <summary>The cameras that this very frame was recorded with.</summary>
    public ReadOnlySpan<Camera> Cameras(int frame) => _cameras[_frames[frame].Group];
}
