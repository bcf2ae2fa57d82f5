using StreamLift.Datasets.Markers;
using StreamLift.Files.Markers;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tests.Markers;

public sealed class C3dWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void C3d_header_has_the_words_of_the_format()
    {
        MadePeople.Write(_folder.File("walk.c3d"), MadePeople.Instants(1, 90, 30));
        var bytes = File.ReadAllBytes(_folder.File("walk_P0.c3d"));
        Assert.Equal(0, bytes.Length % 512);
        Assert.Equal((2, 0x50), ((int)bytes[0], (int)bytes[1]));
        Assert.Equal((17, 0, 1, 90), (Word(bytes, 2), Word(bytes, 4), Word(bytes, 6), Word(bytes, 8)));
        Assert.Equal((-1f, 30f), (BitConverter.ToSingle(bytes, 12), BitConverter.ToSingle(bytes, 20)));
        var data = (Word(bytes, 16) - 1) * 512;
        Assert.InRange(bytes.Length - data - (90 * 17 * 16), 0, 511);
        var hip = MadePeople.Pose(0, 0);
        Assert.Equal((hip[1], hip[2], hip[0], 0f), (Float(bytes, data), Float(bytes, data + 4), Float(bytes, data + 8), Float(bytes, data + 12)));
    }

    [Fact]
    public void Marker_that_is_not_known_has_the_residual_minus_1()
    {
        MadePeople.Write(_folder.File("walk.c3d"), MadePeople.Instants(1, 90, 30, (_, frame) => frame is < 20 or >= 40));
        var bytes = File.ReadAllBytes(_folder.File("walk_P0.c3d"));
        var data = (Word(bytes, 16) - 1) * 512;
        for (var frame = 0; frame < 90; frame++)
            Assert.Equal(frame is < 20 or >= 40 ? 0 : -1, Float(bytes, data + (((frame * 17) + 5) * 16) + 12));
    }

    [Fact]
    public void Recording_of_more_than_65535_frames_comes_back_whole()
    {
        const int Frames = 70_000;
        var (pose, instant) = (MadePeople.Pose(0, 1), new MotionInstant());
        IEnumerable<MotionInstant> Long()
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                instant.Begin("hall", MotionSpace.World, frame, 10.0 * frame);
                pose.CopyTo(instant.Add(0).Joints, 0);
                instant[0].Joints[0] = frame / 10f;
                yield return instant;
            }
        }
        MadePeople.Write(_folder.File("long.c3d"), Long());
        var read = C3dFile.ReadMarkers(_folder.File("long_P0.c3d"));
        Assert.Equal((Frames, 0L, 100.0), (read.Frames, read.FirstFrame, read.Rate!.Value));
        Assert.Equal((Frames - 1) / 10f, read.Positions[(Frames - 1) * 17].Z, 0.01f);
    }

    [Fact]
    public void Person_who_appears_after_65535_frames_keeps_the_place_in_time()
    {
        var instant = new MotionInstant();
        IEnumerable<MotionInstant> Late()
        {
            for (var frame = 0; frame < 70_000; frame += frame < 69_000 ? 1000 : 1)
            {
                instant.Begin("hall", MotionSpace.World, frame, 10.0 * frame);
                MadePeople
                    .Pose(0, 1)
                    .CopyTo(
                        instant
                            .Add(
                                frame == 0 ? 0
                                : frame < 69_990 ? 1
                                : 3
                            )
                            .Joints,
                        0
                    );
                yield return instant;
            }
        }
        MadePeople.Write(_folder.File("late.c3d"), Late(), new RecordingInfo { Rate = 100 });
        var read = C3dFile.ReadMarkers(_folder.File("late_P3.c3d"));
        Assert.Equal((10, 69_990L), (read.Frames, read.FirstFrame));
        Assert.Equal(699.9, MotionInput.Open(_folder.File("late_P3.c3d"), new ReadOptions())[0].Instants.First().TimestampMs / 1000, 1e-6);
    }

    [Fact]
    public void More_than_255_labels_go_on_in_another_parameter()
    {
        string[] labels = [.. Enumerable.Range(0, 300).Select(i => $"marker{i}")];
        var header = new C3dHeader(labels, 60, 0);
        foreach (var (at, bytes) in header.Counts(1))
            bytes.CopyTo(header.Bytes, at);
        var frame = new byte[300 * 16 / 512 * 512 + 512];
        BitConverter.GetBytes(7f).CopyTo(frame, 299 * 16);
        File.WriteAllBytes(_folder.File("many.c3d"), [.. header.Bytes, .. frame]);
        var read = C3dFile.ReadMarkers(_folder.File("many.c3d"));
        Assert.Equal(labels, read.Names);
        Assert.Equal(7, read.Positions[299].X);
    }

    [Fact]
    public void Points_of_the_feet_are_labelled_as_in_the_marker_set_of_Halpe26() =>
        Assert.Equal(
            ["Nose", "LEye", "REye", "LEar", "REar", "LBigToe", "RBigToe", "LSmallToe", "RSmallToe", "LHeel", "RHeel"],
            new MarkerNames(Skeletons.Halpe26).Names.Skip(17)
        );

    private static int Word(byte[] bytes, int at) => BitConverter.ToUInt16(bytes, at);

    private static float Float(byte[] bytes, int at) => BitConverter.ToSingle(bytes, at);
}
