using StreamLift.Poses.Layouts;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests;

/// <summary>Real files of other tools, which lie beside the clone on a development machine.</summary>
public class SampleFilesTests
{
    [Fact]
    public void Pose2Sims_files_of_two_people_are_read()
    {
        var folder = Path.Combine(SharedData.Root, "samples", "detections", "openpose-body25b");
        Assert.SkipUnless(Directory.Exists(folder), $"no samples at {folder} (STREAMLIFT_SHARED names another folder)");
        var decoder = new DetectorDecoder(SkeletonCatalogue.BuiltIn, new WireLimits());
        var files = Directory.GetFiles(folder, "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var frames = new KeypointFrames();
            var defaults = Given.Defaults with { Layout = Skeletons.Body25b };
            Assert.True(decoder.TryDecode(File.ReadAllBytes(file), defaults, frames, out var format, out var error), $"{file}: {error}");
            Assert.Equal((DetectorFormat.OpenPose, 1), (format, frames.Count));
            Assert.InRange(frames[0].PersonCount, 2, 3); // the two, and what the detector took for a third
            Assert.Contains(Enumerable.Range(0, 25), joint => frames[0].Joint(1, joint).Score > 0);
        }
    }

    [Fact]
    public void Record_that_users_sent_is_read()
    {
        var file = Path.Combine(SharedData.Root, "field", "frames-openpose", "openpose.json");
        Assert.SkipUnless(File.Exists(file), $"no {file} (STREAMLIFT_SHARED names another folder)");
        var frame = Given.Good(DetectorFormat.OpenPose, File.ReadAllBytes(file), Given.Defaults)[0];
        Assert.Equal(("body25", 2), (frame.Layout.Name, frame.PersonCount));
        Assert.Equal((699.795f, 542.012f, 0.665946f), frame.Joint(0, 0));
    }
}
