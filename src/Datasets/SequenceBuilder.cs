using System.Globalization;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Datasets;

/// <summary>Pairs the poses of takes with the keypoints of each camera, and notes what does not match.</summary>
internal sealed class SequenceBuilder(IRecordings recordings, IDetections detections, DatasetOptions options)
{
    // Detectors may process a few frames more or less than the 3D data has. A larger difference means another recording.
    private const double LargestDifference = 0.05;

    private readonly List<(Take Take, IReadOnlyList<Camera> Cameras)> _takes = [];
    private readonly List<Sequence> _sequences = [];
    private readonly List<string> _notes = [];
    private readonly Lazy<Rig?> _beside = new(() => PlacedCameras.Beside(recordings.Folder ?? options.Path));
    private readonly UnitCheck _unit = new(recordings.Unit, options.Rig.Unit);

    public void Add(string subject)
    {
        var cameras = options.Cameras ?? recordings.CamerasOf(subject);
        if (cameras.Count == 0 && _beside.Value is { } beside)
            cameras = beside.Cameras;
        var random = options.RandomCameras ?? recordings.RandomCameras;
        foreach (var take in recordings.TakesOf(subject).OrderBy(t => t.Action, NaturalOrder.Instance))
        {
            if (cameras.Count == 0 && random is null)
            {
                _notes.Add($"{subject} left out: its cameras are unknown; --cameras FILE names them, --cameras N takes N random ones around each take");
                return;
            }
            if (take.Frames == 0)
            {
                _notes.Add($"{take.Name} left out: the take has no frames");
                continue;
            }
            _unit.Apply(RequireFinite(take));
            _takes.Add((take, cameras));
        }
    }

    public LoadedDataset Finish()
    {
        if (options.Rig.AsHuman36m)
            MoveJoints();
        foreach (var (take, cameras) in _takes)
            Add(take, cameras.Count > 0 ? cameras : RandomCameras.Around(take, (options.RandomCameras ?? recordings.RandomCameras)!.Value));
        _notes.AddRange(_unit.Notes);
        if (_sequences.Count == 0)
            throw new ConfigurationException([
                $"{recordings.Description} with {detections.Description} contains no usable sequence",
                .. recordings.Notes,
                .. _notes,
            ]);
        var twice = _sequences
            .GroupBy(s => s.Stream)
            .Where(takes => takes.Count() > 1)
            .Select(takes => takes.First())
            .DistinctBy(s => (s.Subject, s.Action))
            .ToList();
        if (twice.Count > 0)
            throw new ConfigurationException([
                .. twice.Select(s =>
                    $"{options.Path}: two takes are named {OneLine.Of($"{s.Subject}/{s.Action}")} (\"_\" counts as a space); rename or remove one"
                ),
            ]);
        var (frames, subjects) = (_sequences.Sum(s => (long)s.Frames), _sequences.Select(s => s.Subject).Distinct().Count());
        return new LoadedDataset(
            $"{recordings.Description}, 2D: {detections.Description}; {_sequences.Count} sequences of {subjects} subjects, {frames:N0} frames",
            _sequences,
            [.. _beside.IsValueCreated ? _beside.Value?.Notes ?? [] : [], .. recordings.Notes, .. _notes]
        );
    }

    private void Add(Take take, IReadOnlyList<Camera> cameras)
    {
        for (var i = 0; i < cameras.Count; i++)
        {
            var name = $"{take.Name}/{cameras[i].Name}";
            var detected = detections.Read(take, cameras, i);
            if (detected is null)
                _notes.Add($"{name} left out: there are no 2D keypoints");
            else if (detected.Frames == 0 || Math.Abs(detected.Frames - take.Frames) > LargestDifference * take.Frames)
                _notes.Add($"{name} left out: {detected.Frames:N0} frames in 2D, {take.Frames:N0} in 3D");
            else
                Pair(name, take, cameras[i], detected);
        }
    }

    private void Pair(string name, Take take, Camera camera, DetectedPose detected)
    {
        var frames = Math.Min(take.Frames, detected.Frames);
        if (detected.Frames != take.Frames)
            _notes.Add($"{name} trimmed to {frames:N0} frames: {detected.Frames:N0} in 2D, {take.Frames:N0} in 3D");
        _sequences.Add(new Sequence(take, camera, detections.Layout, detected.Keypoints, frames));
    }

    // Each person keeps their size relative to the others'.
    private void MoveJoints()
    {
        if (_takes.Count == 0)
            return;
        var leg = _takes.GroupBy(take => take.Take.Subject).Average(subject => subject.Average(take => Human36mSkeleton.LegOf(take.Take.World)));
        var scale = (float)(Human36mSkeleton.MeanLegMm / leg);
        foreach (var (take, _) in _takes)
        {
            Human36mSkeleton.MoveJoints(take.World);
            for (var i = 0; i < take.World.Length; i++)
                take.World[i] *= scale;
        }
        _notes.Add(string.Create(CultureInfo.InvariantCulture, $"joints moved to Human3.6M's places, and all people scaled by {scale:0.000}"));
    }

    private Take RequireFinite(Take take)
    {
        for (var i = 0; i < take.World.Length; i++)
            if (!float.IsFinite(take.World[i]))
                throw new ConfigurationException($"{recordings.Description}: {take.Name} has a joint that is not finite in frame {i / Skeletons.PoseWidth}");
        return take;
    }
}
