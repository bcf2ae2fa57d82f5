using StreamLift.Host.Detections;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.Detections;

/// <summary>Files of each detector are read as they were written, by content and by name.</summary>
public sealed class DetectorFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-detections-");

    public static TheoryData<string> Formats => DetectorFile.Names;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Files_of_a_detector_are_told_apart_and_read_as_they_were_written(string name)
    {
        var format = DetectorFile.Of(name);
        var take = WrittenTake.Of(format.Layout, 12, format.MostPeople);
        var source = format.Write(_folder.FullName, take);
        var motion = Open(new DetectionOptions { Source = source, Image = (take.Width, take.Height) }, out var notes);

        var stream = Assert.Single(motion.Streams);
        Assert.Equal((format.Layout, take.Width, take.Height), (stream.Layout, stream.Width, stream.Height));
        var frames = take.Frames.Where(frame => format.HasEmptyFrames || frame.People.Count > 0).ToList();
        Assert.Equal(
            frames.Select((frame, place) => format.HasNumbers ? frame.Number + format.FirstNumber : place),
            Enumerable.Range(0, (int)stream.Frames!.Value).Select(place => motion.Number(0, place))
        );
        for (var place = 0; place < frames.Count; place++)
            Same(format, frames[place], Read(motion, place));
        Assert.Equal(format.HasNumbers, notes.Exists(note => note.Contains("are missing", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("OpenPose", "OpenPose")]
    [InlineData("Pose2Sim", "Pose2Sim")]
    [InlineData("MMPose, demo", "MMPose")]
    [InlineData("AlphaPose", "AlphaPose")]
    [InlineData("Detectron2", "Coco")]
    [InlineData("Ultralytics, save_txt", "Ultralytics")]
    [InlineData("Ultralytics, to_json in one file", "Ultralytics")]
    [InlineData("MediaPipe, JSON", "MediaPipe")]
    [InlineData("MediaPipe, CSV", "MediaPipe")]
    [InlineData("rtmlib", "Rtmlib")]
    [InlineData("VideoPose3D", "VideoPose3D")]
    public void Format_by_name_reads_the_same_as_by_content(string name, string format)
    {
        var file = DetectorFile.Of(name);
        var take = WrittenTake.Of(file.Layout, 8, file.MostPeople);
        var options = new DetectionOptions { Source = file.Write(_folder.FullName, take), Image = (take.Width, take.Height) };
        var (told, named) = (Open(options, out _), Open(options with { Format = Enum.Parse<DetectionFormat>(format) }, out _));
        Assert.Equal(told.Streams, named.Streams);
        for (var place = 0; place < told.Streams[0].Frames; place++)
        {
            var (one, other) = (Read(told, place), Read(named, place));
            Assert.Equal(one.PersonCount, other.PersonCount);
            for (var person = 0; person < one.PersonCount; person++)
                Assert.Equal(one.Keypoints(person), other.Keypoints(person));
        }
    }

    internal static DetectedMotion Open(DetectionOptions options, out List<string> notes)
    {
        var lines = notes = [];
        return DetectionSource.Open(options, lines.Add);
    }

    internal static KeypointFrame Read(DetectedMotion motion, int place, int stream = 0)
    {
        var frame = new KeypointFrame();
        frame.Begin("a", 0, 0, motion.Streams[stream].Layout, 0, 0);
        motion.AddPeople(stream, place, frame);
        return frame;
    }

    private static void Same(DetectorFile format, WrittenFrame written, KeypointFrame read)
    {
        Assert.Equal(written.People.Count, read.PersonCount);
        for (var person = 0; person < read.PersonCount; person++)
        {
            var sent = written.People[person];
            Assert.Equal(format.HasIds ? sent.Id : person, read.Id(person));
            Assert.Equal(format.HasScores ? sent.Score : float.NaN, read.Score(person));
            for (var at = 0; at < sent.Keypoints.Length; at += 3)
            {
                Assert.Equal(sent.Keypoints[at], read.Keypoints(person)[at], 0.001);
                Assert.Equal(sent.Keypoints[at + 1], read.Keypoints(person)[at + 1], 0.001);
                var score = format.Name == "VideoPose3D" && sent.Keypoints[at + 2] > 0 ? 1 : sent.Keypoints[at + 2];
                Assert.Equal(score, read.Keypoints(person)[at + 2]);
            }
        }
    }
}
