namespace StreamLift.Tests.DetectorFiles;

/// <summary>alphapose-results.json in its forms.</summary>
internal static class AlphaPoseFiles
{
    public static string WriteTracked(string folder, WrittenTake take) => Write(folder, People(take, person => $", \"idx\": [{FileText.Number(person.Id)}.0]"));

    public static string WriteUntracked(string folder, WrittenTake take) => Write(folder, People(take, _ => ""));

    public static string WriteByImage(string folder, WrittenTake take) =>
        Write(folder, $"{{{string.Join(", ", take.Frames.Select(frame => $"\"{frame.Number}.jpg\": {Image(frame)}"))}}}");

    private static string Write(string folder, string text) => FileText.Write(Path.Combine(folder, "alphapose-results.json"), text);

    private static string Image(WrittenFrame frame) => $"{{\"version\": 0.1, \"people\": {FileText.List(frame.People, Open)}}}";

    private static string Open(WrittenPerson person) => $"{{\"pose_keypoints_2d\": {FileText.Numbers(person.Keypoints)}}}";

    private static string People(WrittenTake take, Func<WrittenPerson, string> track) =>
        FileText.List(take.Frames.SelectMany(frame => frame.People.Select(person => (frame, person))), one =>
            $"{{\"image_id\": \"{one.frame.Number}.jpg\", \"category_id\": 1, \"keypoints\": {FileText.Numbers(one.person.Keypoints)}, "
            + $"\"score\": {FileText.Number(one.person.Score)}, \"box\": [10.0, 20.0, 100.0, 200.0]{track(one.person)}}}"
        );
}
