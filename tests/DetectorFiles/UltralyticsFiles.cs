namespace StreamLift.Tests.DetectorFiles;

/// <summary>What Ultralytics' results write: to_json() and save_txt().</summary>
internal static class UltralyticsFiles
{
    public static string WriteImages(string folder, WrittenTake take)
    {
        foreach (var frame in take.Frames)
            FileText.Write(Path.Combine(folder, "results", $"video_{frame.Number}.json"), FileText.List(frame.People, Person));
        return Path.Combine(folder, "results");
    }

    public static string WriteList(string folder, WrittenTake take) =>
        FileText.Write(Path.Combine(folder, "results.json"), FileText.List(take.Frames, frame => FileText.List(frame.People, Person)));

    public static string WriteText(string folder, WrittenTake take)
    {
        foreach (var frame in take.Frames)
            FileText.Write(Path.Combine(folder, "labels", $"video_{frame.Number}.txt"), string.Concat(frame.People.Select(person => Line(take, person))));
        return Path.Combine(folder, "labels");
    }

    private static string Person(WrittenPerson person) =>
        $"{{\"name\": \"person\", \"class\": 0, \"confidence\": {FileText.Number(person.Score)}, "
        + $"\"box\": {{\"x1\": 1.0, \"y1\": 2.0, \"x2\": 3.0, \"y2\": 4.0}}, \"track_id\": {person.Id}, "
        + $"\"keypoints\": {{\"x\": {FileText.List(person.Joints, joint => FileText.Number(joint.X))}, "
        + $"\"y\": {FileText.List(person.Joints, joint => FileText.Number(joint.Y))}, "
        + $"\"visible\": {FileText.List(person.Joints, joint => FileText.Number(joint.Score))}}}}}";

    private static string Line(WrittenTake take, WrittenPerson person) =>
        string.Join(
            ' ',
            (string[])
                [
                    "0 0.5 0.5 0.25 0.5",
                    .. person.Joints.Select(joint =>
                        $"{FileText.Number((double)joint.X / take.Width)} {FileText.Number((double)joint.Y / take.Height)} {FileText.Number(joint.Score)}"
                    ),
                    FileText.Number(person.Score),
                    FileText.Number(person.Id),
                ]
        ) + "\n";
}
