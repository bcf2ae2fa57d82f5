using StreamLift.Capture.Views;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Fuser.Stage;

/// <summary>
/// Writes the people of a pose frame as what a camera saw: keypoints scaled from the frame's image to the calibrated one, and lifted joints with their
/// sigma. Poll thread only; allocates nothing once the view has grown.
/// </summary>
/// <param name="minScore">From which score on a joint counts as seen. Null selects the limit of the layout.</param>
internal sealed class ViewFiller(float? minScore)
{
    // a resized image may be off by a pixel or by padding to a multiple of 32
    private const double SameShape = 0.04;

    /// <summary>Whether a frame's image has another shape than the calibrated one: it was cut or turned, not only resized.</summary>
    public static bool IsOtherShape(PoseFrame frame, Intrinsics calibrated) =>
        frame.Width > 0 && Math.Abs(((double)frame.Width * calibrated.Height / ((double)frame.Height * calibrated.Width)) - 1) > SameShape;

    /// <summary>Fills a view.</summary>
    /// <param name="view">The view; what it held is discarded.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="camera">The camera's index in its rig.</param>
    /// <param name="calibrated">The camera's lens.</param>
    /// <param name="map">From the layout of the keypoints to h36m17.</param>
    public void Fill(ViewFrame view, PoseFrame frame, int camera, Intrinsics calibrated, JointMap map)
    {
        view.Begin(camera, frame.FrameNumber, frame.TimestampMs, map);
        // a frame without a size has that of the calibration
        var (scaleX, scaleY) = frame.Width > 0 ? ((double)calibrated.Width / frame.Width, (double)calibrated.Height / frame.Height) : (1.0, 1.0);
        var limit = minScore ?? map.From.MinScore;
        for (var i = 0; i < frame.PersonCount; i++)
        {
            var from = frame.Keypoints(i);
            if (from.IsEmpty)
                continue; // its own content was wrong
            var person = view.Add(frame.Id(i), frame.Score(i), frame.Lifted(i));
            var to = view.Keypoints(person);
            for (var joint = 0; joint < from.Length; joint += 3)
                // the score is 0 for a joint that is not seen
                if (from[joint + 2] > 0 && from[joint + 2] >= limit)
                    (to[joint], to[joint + 1], to[joint + 2]) = ((float)(scaleX * from[joint]), (float)(scaleY * from[joint + 1]), from[joint + 2]);
            view.MapBody(person);
            if (!frame.Lifted(i))
                continue;
            frame.Joints(i).CopyTo(view.Lifted(person));
            frame.Sigma(i).CopyTo(view.Sigma(person));
        }
    }
}
