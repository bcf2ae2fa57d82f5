namespace StreamLift.Tests.DetectorFiles;

/// <summary>COCO's results, and Detectron2's.</summary>
internal static class CocoFiles
{
    public static string WriteResults(string folder, WrittenTake take) => FileText.Write(Path.Combine(folder, "keypoints_results.json"), People(take, ""));

    public static string WriteDetectron2(string folder, WrittenTake take) =>
        FileText.Write(Path.Combine(folder, "coco_instances_results.json"), People(take, "\"bbox\": [10.0, 20.0, 100.0, 200.0], "));

    private static string People(WrittenTake take, string box) =>
        FileText.List(take.Frames.SelectMany(frame => frame.People.Select(person => (frame, person))), one =>
            $"{{\"image_id\": {one.frame.Number}, \"category_id\": 1, {box}\"keypoints\": {FileText.Numbers(one.person.Keypoints)}, "
            + $"\"score\": {FileText.Number(one.person.Score)}}}"
        );
}
