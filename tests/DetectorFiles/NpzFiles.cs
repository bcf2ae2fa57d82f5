using StreamLift.Tests.Recordings;

namespace StreamLift.Tests.DetectorFiles;

/// <summary>npz files of keypoints.</summary>
internal static class NpzFiles
{
    /// <summary>keypoints (frames, people, joints, 2) and scores (frames, people, joints); people who are absent are 0.</summary>
    public static string WriteRtmlib(string folder, WrittenTake take)
    {
        var (people, joints) = (take.Frames.Max(frame => frame.People.Count), take.Layout.Count);
        var (points, scores) = (new List<float>(), new List<float>());
        foreach (var frame in take.Frames)
            for (var person = 0; person < people; person++)
                foreach (var joint in person < frame.People.Count ? frame.People[person].Joints : Enumerable.Repeat((0f, 0f, 0f), joints))
                {
                    points.AddRange([joint.Item1, joint.Item2]);
                    scores.Add(joint.Item3);
                }
        return NpzBuilder.Arrays(
            Path.Combine(folder, "keypoints.npz"),
            ("keypoints", [take.Frames.Count, people, joints, 2], points),
            ("scores", [take.Frames.Count, people, joints], scores)
        );
    }

    /// <summary>positions_2d of one video without scores: a joint that was not seen is NaN.</summary>
    public static string WriteVideoPose3D(string folder, WrittenTake take)
    {
        var positions = new float[take.Frames.Count, take.Layout.Count, 2];
        for (var frame = 0; frame < take.Frames.Count; frame++)
        for (var joint = 0; joint < take.Layout.Count; joint++)
        {
            var seen = take.Frames[frame].People is [var person, ..] && person.Keypoints[3 * joint + 2] > 0;
            (positions[frame, joint, 0], positions[frame, joint, 1]) = seen
                ? (take.Frames[frame].People[0].Keypoints[3 * joint], take.Frames[frame].People[0].Keypoints[3 * joint + 1])
                : (float.NaN, float.NaN);
        }
        return NpzBuilder.Write(
            Path.Combine(folder, "data_2d_custom_videos.npz"),
            (
                "positions_2d",
                PickleBuilder.Of(
                    new Dictionary<string, object?> { ["video.mp4"] = new Dictionary<string, object?> { ["custom"] = new object?[] { positions } } }
                )
            ),
            (
                "metadata",
                PickleBuilder.Of(
                    new Dictionary<string, object?>
                    {
                        ["layout_name"] = "coco",
                        ["num_joints"] = take.Layout.Count,
                        ["video_metadata"] = new Dictionary<string, object?>
                        {
                            ["video.mp4"] = new Dictionary<string, object?> { ["w"] = take.Width, ["h"] = take.Height },
                        },
                    }
                )
            )
        );
    }
}
