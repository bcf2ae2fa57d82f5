using StreamLift.Wire.Messages;

namespace StreamLift.View.Sources;

/// <summary>The state of every camera that records name. Under the hub's lock.</summary>
internal sealed class CameraStates
{
    private const int MaxCameras = 1024;

    private readonly Dictionary<string, CameraState> _cameras = new(StringComparer.Ordinal);

    /// <summary>The cameras by stream.</summary>
    public IReadOnlyDictionary<string, CameraState> All => _cameras;

    /// <summary>Takes the frames that people were made of, and how well each camera fits the people that it saw.</summary>
    public void See(PeopleFrame frame)
    {
        for (var camera = 0; camera < frame.CameraCount; camera++)
            Of(frame.CameraStreamName(camera))?.See(frame.CameraFrame(camera), frame.CameraTimestampMs(camera));
        for (var person = 0; person < frame.PersonCount; person++)
            if (float.IsFinite(frame.Reprojection(person)))
                foreach (var camera in frame.Views(person))
                    Of(frame.CameraStreamName(camera))?.SeeReprojection(frame.Reprojection(person));
    }

    /// <summary>Takes a frame of poses.</summary>
    public void See(PoseFrame frame) => Of(frame.StreamName)?.See(frame.FrameNumber, frame.TimestampMs);

    private CameraState? Of(string stream)
    {
        if (_cameras.TryGetValue(stream, out var state))
            return state;
        return _cameras.Count == MaxCameras ? null : _cameras[stream] = new CameraState();
    }
}
