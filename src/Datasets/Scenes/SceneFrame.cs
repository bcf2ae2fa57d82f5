using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>The people that a camera's detector reports in one frame, nearest first. Reused; not thread-safe.</summary>
public sealed class SceneFrame
{
    private readonly List<float[]> _keypoints = [];
    private readonly List<(int Slot, int Person, double Depth)> _people = [];

    /// <summary>What <see cref="Person"/> says of a ghost.</summary>
    public const int Ghost = -1;

    /// <summary>The number of people.</summary>
    public int Count => _people.Count;

    /// <summary>The index of the person in the scene, or <see cref="Ghost"/>. A detector does not know it.</summary>
    public int Person(int index) => _people[index].Person;

    /// <summary>x, y, score of the joints of h36m17, px: 51 numbers. 0, 0, 0 for a joint that is not seen.</summary>
    public ReadOnlySpan<float> Keypoints(int index) => _keypoints[_people[index].Slot];

    /// <summary>The mean score of the seen joints.</summary>
    public float Score(int index)
    {
        var (sum, seen) = (0f, 0);
        var keypoints = Keypoints(index);
        for (var i = 2; i < keypoints.Length; i += 3)
            if (keypoints[i] > 0)
                (sum, seen) = (sum + keypoints[i], seen + 1);
        return sum / Math.Max(1, seen);
    }

    internal void Clear() => _people.Clear();

    internal void Add(int person, double depth, ReadOnlySpan<float> keypoints)
    {
        if (_people.Count == _keypoints.Count)
            _keypoints.Add(new float[Skeletons.PoseWidth]);
        keypoints.CopyTo(_keypoints[_people.Count]);
        _people.Add((_people.Count, person, depth));
    }

    internal void Sort() => _people.Sort(static (a, b) => a.Depth != b.Depth ? a.Depth.CompareTo(b.Depth) : a.Slot.CompareTo(b.Slot));
}
