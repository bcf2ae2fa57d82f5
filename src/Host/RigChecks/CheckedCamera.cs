using StreamLift.Poses.Cameras;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.RigChecks;

/// <summary>One camera's statistics.</summary>
internal sealed class CheckedCamera(Camera camera)
{
    private readonly SampledMedian _ofSeen = new();
    private readonly SampledMedian _ofOthers = new();
    private readonly SampledMedian _later = new();
    private long _people;
    private long _seen;

    /// <summary>The stream of its frames.</summary>
    public string Stream => camera.Name;

    /// <summary>The instants in which it took part.</summary>
    public long Instants { get; private set; }

    /// <summary>The share of the people of those instants whom it saw; NaN: there were none.</summary>
    public double SeenShare => _people > 0 ? _seen / (double)_people : double.NaN;

    /// <summary>The median reprojection error of the people whom it saw, over all their cameras, px.</summary>
    public double OfSeen => _ofSeen.Value;

    /// <summary>The same of people whom it did not see.</summary>
    public double OfOthers => _ofOthers.Value;

    /// <summary>The median of its frames' stamps relative to their instants, ms.</summary>
    public double LaterMs => _later.Value;

    /// <summary>The comparison with its own keypoints.</summary>
    public OwnKeypoints Own { get; } = new(camera);

    /// <summary>Its median reprojection error, px: by its own keypoints, else that of the people whom it saw. NaN: nobody.</summary>
    public double Reprojection() => double.IsNaN(Own.Reprojection) ? OfSeen : Own.Reprojection;

    /// <summary>Adds an instant in which the camera took part.</summary>
    /// <param name="frame">The instant.</param>
    /// <param name="place">The camera's place in it.</param>
    public void Add(PeopleFrame frame, int place)
    {
        Instants++;
        _later.Add((float)(frame.CameraTimestampMs(place) - frame.TimestampMs));
        _people += frame.PersonCount;
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var isSeen = frame.Views(person).Contains(place);
            _seen += isSeen ? 1 : 0;
            if (!float.IsNaN(frame.Reprojection(person)))
                (isSeen ? _ofSeen : _ofOthers).Add(frame.Reprojection(person));
        }
    }

    /// <summary>Compares the people of an instant with the keypoints of the frame.</summary>
    public void Compare(KeptFrame kept, IReadOnlyList<float[]> seen, int width, int height)
    {
        foreach (var person in kept.People)
            Own.Add(person, kept.LaterMs, seen, width, height);
    }
}
