using System.Formats.Tar;
using System.IO.Compression;
using StreamLift.Host.Detections;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Host.Tests.Detections;

/// <summary>Files that other tools wrote, which lie beside the clone; skipped where they are not.</summary>
public sealed class RealFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-real-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Four_cameras_of_Pose2Sim_s_demo_are_four_streams_of_a_hundred_frames()
    {
        var archive = Shared("samples", "multiview", "pose2sim-two-people.tar.gz");
        await using (var unzipped = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(unzipped, _folder.FullName, overwriteFiles: false);
        var trial = Path.Combine(_folder.FullName, "S00_P01_MultiParticipants", "S00_P01_T02_Participants1-2");

        var motion = DetectorFilesTests.Open(new DetectionOptions { Source = Path.Combine(trial, "pose") }, out _);
        Assert.Equal(["pose/cam01", "pose/cam02", "pose/cam03", "pose/cam04"], motion.Streams.Select(stream => stream.Name));
        Assert.All(motion.Streams, stream => Assert.Equal((Skeletons.Body25, 100), (stream.Layout, (int)stream.Frames!)));
        // the first person of cam01's frame 1 has an empty list of keypoints
        var frame = DetectorFilesTests.Read(motion, 1);
        Assert.Equal([1L, 2L], new[] { frame.Id(0), frame.Id(1) });

        // after association, a person who is absent is {}
        var associated = DetectorFilesTests.Open(new DetectionOptions { Source = Path.Combine(trial, "pose-associated") }, out _);
        var counts = Enumerable
            .Range(0, 4)
            .SelectMany(camera => Enumerable.Range(0, 100).Select(place => DetectorFilesTests.Read(associated, place, camera).PersonCount));
        Assert.Equal((397, 3), (counts.Count(count => count == 2), counts.Count(count => count == 1)));
    }

    [Fact]
    public void Frames_of_two_cameras_in_one_folder_are_two_streams_with_gaps()
    {
        var motion = DetectorFilesTests.Open(new DetectionOptions { Source = Shared("samples", "detections", "openpose-body25b") }, out var notes);
        Assert.Equal(["openpose-body25b/cam01", "openpose-body25b/cam03"], motion.Streams.Select(stream => stream.Name));
        Assert.Equal([0, 49, 80], Enumerable.Range(0, 3).Select(place => motion.Number(1, place)));
        Assert.Equal(2, notes.Count(note => note.Contains("78 of the 81 frames from 0 to 80 are missing", StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_of_BODY_25B_without_a_layout_get_a_note_that_names_it()
    {
        var options = new DetectionOptions { Source = Shared("samples", "detections", "openpose-body25b") };
        DetectorFilesTests.Open(options, out var notes);
        Assert.Equal(2, notes.Count(note => note.EndsWith("they are likely those of OpenPose's BODY_25B; give --layout body25b", StringComparison.Ordinal)));
        DetectorFilesTests.Open(options with { Layout = Skeletons.Body25b }, out notes);
        Assert.DoesNotContain(notes, note => note.Contains("BODY_25B", StringComparison.Ordinal));
    }

    [Fact]
    public void Detections_of_VideoPose3D_without_3D_are_replayed_with_their_image()
    {
        var motion = DetectorFilesTests.Open(new DetectionOptions { Source = Shared("field", "npz-2d-only") }, out var notes);
        var stream = Assert.Single(motion.Streams);
        Assert.Equal(("npz-2d-only", Skeletons.Coco17, 1080, 1920, 3), (stream.Name, stream.Layout, stream.Width, stream.Height, (int)stream.Frames!));
        Assert.Equal((516.79f, 331.85f), (DetectorFilesTests.Read(motion, 0).Joint(0, 0).X, DetectorFilesTests.Read(motion, 0).Joint(0, 0).Y), Near);
        Assert.Empty(notes);

        static bool Near((float X, float Y) one, (float X, float Y) other) => Math.Abs(one.X - other.X) < 0.01 && Math.Abs(one.Y - other.Y) < 0.01;
    }

    private static string Shared(params string[] parts)
    {
        var path = Path.Combine([SharedData.Root, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"there is no {path} (STREAMLIFT_SHARED names another folder)");
        return path;
    }
}
