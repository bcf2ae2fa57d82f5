namespace StreamLift.Tests.DetectorFiles;

/// <summary>The predictions of MMPose's demos and of its inferencer.</summary>
internal static class MMPoseFiles
{
    // frames count from 1
    public static string WriteDemo(string folder, WrittenTake take) =>
        FileText.Write(
            Path.Combine(folder, "results_video.json"),
            $"{{\"meta_info\": {{\"dataset_name\": \"coco\", \"num_keypoints\": {take.Layout.Count}}}, \"instance_info\": {Frames(take, 1)}}}"
        );

    public static string WriteVideo(string folder, WrittenTake take) => FileText.Write(Path.Combine(folder, "video.json"), Frames(take, 0));

    public static string WriteImages(string folder, WrittenTake take)
    {
        foreach (var frame in take.Frames)
            FileText.Write(Path.Combine(folder, "predictions", $"{frame.Number:D6}.json"), FileText.List(frame.People, Instance));
        return Path.Combine(folder, "predictions");
    }

    private static string Frames(WrittenTake take, int from) =>
        FileText.List(take.Frames, frame => $"{{\"frame_id\": {frame.Number + from}, \"instances\": {FileText.List(frame.People, Instance)}}}");

    // the box is nested once too often, as by MMPose
    private static string Instance(WrittenPerson person) =>
        $"{{\"keypoints\": {FileText.List(person.Joints, joint => $"[{FileText.Number(joint.X)}, {FileText.Number(joint.Y)}]")}, "
        + $"\"keypoint_scores\": {FileText.List(person.Joints, joint => FileText.Number(joint.Score))}, "
        + $"\"bbox\": [[10.0, 20.0, 110.0, 220.0]], \"bbox_score\": {FileText.Number(person.Score)}}}";
}
