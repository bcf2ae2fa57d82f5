namespace StreamLift.Tests.DetectorFiles;

/// <summary>MediaPipe's landmarks as its users save them.</summary>
internal static class MediapipeFiles
{
    public static string WriteJson(string folder, WrittenTake take) =>
        FileText.Write(
            Path.Combine(folder, "landmarks.json"),
            FileText.List(take.Frames, frame =>
                $"{{\"frame\": {frame.Number}, \"pose_landmarks\": {FileText.List(frame.People, person => Person(take, person))}}}"
            )
        );

    public static string WriteWide(string folder, WrittenTake take) =>
        FileText.Write(
            Path.Combine(folder, "landmarks.csv"),
            $"frame,{string.Join(',', Enumerable.Range(0, 33).Select(joint => $"x{joint},y{joint},z{joint},v{joint}"))}\n"
                + string.Concat(
                    take.Frames.SelectMany(frame =>
                        frame.People.Select(person => $"{frame.Number},{string.Join(',', person.Joints.Select(joint => Cells(take, joint)))}\n")
                    )
                )
        );

    public static string WriteLong(string folder, WrittenTake take) =>
        FileText.Write(
            Path.Combine(folder, "landmarks.csv"),
            "frame,landmark_id,landmark_name,x,y,z,visibility\r\n"
                + string.Concat(
                    take.Frames.SelectMany(frame =>
                        frame.People.SelectMany(person =>
                            person.Joints.Select(
                                (joint, index) => $"{frame.Number},{index},{take.Layout.Joints[index].ToUpperInvariant()},{Cells(take, joint)}\r\n"
                            )
                        )
                    )
                )
        );

    private static string Person(WrittenTake take, WrittenPerson person) => FileText.List(person.Joints, joint => Landmark(take, joint));

    private static string Landmark(WrittenTake take, (float X, float Y, float Score) joint) =>
        $"{{\"x\": {FileText.Number((double)joint.X / take.Width)}, \"y\": {FileText.Number((double)joint.Y / take.Height)}, \"z\": -0.25, "
        + $"\"visibility\": {FileText.Number(joint.Score)}}}";

    private static string Cells(WrittenTake take, (float X, float Y, float Score) joint) =>
        $"{FileText.Number((double)joint.X / take.Width)},{FileText.Number((double)joint.Y / take.Height)},-0.25,{FileText.Number(joint.Score)}";
}
