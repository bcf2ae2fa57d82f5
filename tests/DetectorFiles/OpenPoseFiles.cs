namespace StreamLift.Tests.DetectorFiles;

/// <summary>One JSON a frame, by OpenPose and by Pose2Sim.</summary>
internal static class OpenPoseFiles
{
    public static string Write(string folder, WrittenTake take)
    {
        foreach (var frame in take.Frames)
            FileText.Write(
                Path.Combine(folder, "openpose", $"video_{frame.Number:D12}_keypoints.json"),
                $"{{\"version\":1.3,\"people\":{FileText.List(frame.People, person => Person(FileText.Numbers(person.Keypoints)))}}}"
            );
        return Path.Combine(folder, "openpose");
    }

    // people keep their places; one who is absent has NaN, which Python writes as it is
    public static string WritePose2Sim(string folder, WrittenTake take)
    {
        var ids = take.Frames.SelectMany(frame => frame.People).Select(person => person.Id).Distinct().Order().ToList();
        var absent = $"[{string.Join(", ", Enumerable.Repeat("NaN", 3 * take.Layout.Count))}]";
        foreach (var frame in take.Frames)
            FileText.Write(
                Path.Combine(folder, "project", "pose", "cam01_json", $"cam01_{frame.Number:D6}.json"),
                $"{{\"version\": 1.3, \"people\": {FileText.List(ids, id => Person(Of(frame, id) ?? absent))}}}"
            );
        return Path.Combine(folder, "project");
    }

    private static string? Of(WrittenFrame frame, long id) =>
        frame.People.FirstOrDefault(person => person.Id == id) is { } one ? FileText.Numbers(one.Keypoints) : null;

    private static string Person(string keypoints) =>
        $"{{\"person_id\":[-1],\"pose_keypoints_2d\":{keypoints},\"face_keypoints_2d\":[],\"hand_left_keypoints_2d\":[],\"hand_right_keypoints_2d\":[],"
        + "\"pose_keypoints_3d\":[],\"face_keypoints_3d\":[],\"hand_left_keypoints_3d\":[],\"hand_right_keypoints_3d\":[]}";
}
