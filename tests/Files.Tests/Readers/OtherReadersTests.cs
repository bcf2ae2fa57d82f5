using System.Text.Json;
using StreamLift.Files.Rotations;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tests.Readers;

/// <summary>Other programs' readers find in files what was written.</summary>
public sealed class OtherReadersTests : IDisposable
{
    private const int Frames = 91;
    private const double Rate = 30;
    private const double Allowed = 0.005; // m: bones of fixed lengths

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ReaderFact("gltf.mjs")]
    public void Khronos_validator_finds_no_fault_and_three_js_finds_people_where_they_were()
    {
        // the second person is there from frame 20 to 69
        var found = OtherReader.Read("gltf.mjs", Write("glb", (person, frame) => person == 0 || frame is >= 20 and < 70));
        Assert.Equal((0, 0), (found.GetProperty("errors").GetInt32(), found.GetProperty("warnings").GetInt32()));
        Assert.Equal(Frames, found.GetProperty("keys").GetInt32());
        Assert.Equal((Frames - 1) / Rate, found.GetProperty("duration").GetDouble(), 1e-4);
        int[] frames = [0, 45];
        foreach (var (place, frame) in frames.Index())
        {
            var people = found.GetProperty("frames")[place].GetProperty("positions");
            Assert.Equal(frame == 45 ? 1 : 0, people.GetProperty("P1").GetProperty("scale").GetDouble());
            for (var person = 0; person < (frame == 45 ? 2 : 1); person++)
                AssertJoints(person, frame, 1, "Head_End", name => Point(people.GetProperty($"P{person}").GetProperty(name)));
        }
        // the mesh is about the bones: of the size of a person, on the floor
        var box = found.GetProperty("box");
        Assert.InRange(box.GetProperty("max")[1].GetDouble(), 1.4, 2.2);
        Assert.InRange(box.GetProperty("min")[1].GetDouble(), -0.1, 0.2);
    }

    [ReaderFact("bvh.mjs")]
    public void Three_js_finds_the_bones_of_a_bvh_file_where_the_joints_were()
    {
        Write("bvh");
        var found = OtherReader.Read("bvh.mjs", _folder.File("walk_P1.bvh"));
        Assert.Equal(Frames, found.GetProperty("count").GetInt32());
        Assert.Equal(1 / Rate, found.GetProperty("period").GetDouble(), 1e-6);
        foreach (var (place, positions) in found.GetProperty("frames").EnumerateArray().Index())
            AssertJoints(1, 7 * place, 100, "HeadEnd", name => Point(positions.GetProperty(name)));
    }

    [ReaderFact("blender.py")]
    public void Blender_finds_the_bones_of_a_bvh_file_where_the_joints_were()
    {
        Write("bvh");
        var found = OtherReader.Read("blender.py", _folder.File("walk_P1.bvh"));
        Assert.Equal(Rate, found.GetProperty("fps").GetDouble(), 1e-3);
        Assert.Equal(Frames, found.GetProperty("count").GetInt32());
        foreach (var frame in found.GetProperty("frames").EnumerateArray())
        {
            var bones = frame.GetProperty("positions").EnumerateObject().Single().Value;
            AssertJoints(1, frame.GetProperty("frame").GetInt32(), 100, "Head.tail", name => Point(bones.GetProperty(name)));
        }
    }

    [ReaderFact("blender.py")]
    public void Blender_finds_both_people_of_a_glb_file_where_they_were()
    {
        var found = OtherReader.Read("blender.py", Write("glb"));
        Assert.Equal(Frames, found.GetProperty("count").GetInt32());
        foreach (var frame in found.GetProperty("frames").EnumerateArray())
        {
            var people = frame.GetProperty("positions").EnumerateObject().ToList();
            Assert.Equal(2, people.Count);
            for (var person = 0; person < 2; person++)
            {
                // a name that is taken gets a number
                var bones = people.Single(one => one.Name.StartsWith($"P{person}", StringComparison.Ordinal)).Value;
                AssertJoints(person, frame.GetProperty("frame").GetInt32(), 1, "Head_End", name => Point(bones.GetProperty(name)));
            }
        }
    }

    [ReaderFact("npz.py")]
    public void NumPy_finds_the_arrays_of_an_npz_file_without_pickles()
    {
        var found = OtherReader.Read("npz.py", Write("npz"));
        var shapes = found.GetProperty("shapes");
        Assert.Equal("[182,17,3]", shapes.GetProperty("positions").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("[182]", shapes.GetProperty("timestamp_ms").GetRawText());
        Assert.Equal(Skeletons.H36m17.Joints, found.GetProperty("joints").EnumerateArray().Select(joint => joint.GetString()!));
        Assert.Equal(["hall"], found.GetProperty("sources").EnumerateArray().Select(source => source.GetString()));
        Assert.Equal("z", found.GetProperty("meta").GetProperty("up").GetString());
        Assert.Equal(MadePeople.Pose(1, (Frames - 1) / Rate), found.GetProperty("person1").EnumerateArray().Select(number => number.GetSingle()));
        Assert.Equal(MadePeople.StartMs + 3000, found.GetProperty("timestamps")[1].GetDouble());
    }

    [ReaderFact("parquet.mjs")]
    public void Hyparquet_finds_the_columns_and_rows_of_a_parquet_file()
    {
        var found = OtherReader.Read("parquet.mjs", Write("parquet"));
        Assert.Equal(2 * Frames, found.GetProperty("count").GetInt32());
        var columns = found.GetProperty("columns").EnumerateArray().Select(column => $"{column[0]} {column[1]}").ToList();
        Assert.Equal(["timestamp_ms DOUBLE", "source BYTE_ARRAY", "space BYTE_ARRAY", "frame INT64", "person INT64", "Hip_x FLOAT"], columns[..6]);
        var (last, pose) = (found.GetProperty("last"), MadePeople.Pose(1, (Frames - 1) / Rate));
        Assert.Equal(
            (1, "hall", "world"),
            (last.GetProperty("person").GetInt32(), last.GetProperty("source").GetString(), last.GetProperty("space").GetString())
        );
        Assert.Equal(pose[0], last.GetProperty("Hip_x").GetSingle());
        Assert.Equal(pose[50], last.GetProperty("RWrist_z").GetSingle());
    }

    private string Write(string format, Func<int, int, bool>? isThere = null)
    {
        MadePeople.Write(_folder.File($"walk.{format}"), MadePeople.Instants(2, Frames, Rate, isThere));
        return _folder.File($"walk.{format}");
    }

    /// <param name="person">The person.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="perMetre">Units of the file in a metre.</param>
    /// <param name="headTop">The reader's name of the top of the head.</param>
    /// <param name="position">The reader's position of a bone: y up.</param>
    private static void AssertJoints(int person, int frame, double perMetre, string headTop, Func<string, (double X, double Y, double Z)> position)
    {
        var pose = MadePeople.Pose(person, frame / Rate);
        for (var joint = 0; joint < Skeletons.H36m17.Count; joint++)
        {
            var bone = BodyBones.OfJoint[joint];
            var (x, y, z) = position(bone < 0 ? headTop : BodyBones.Names[bone]);
            // a world with z up becomes (y, z, x)
            Assert.Equal(pose[3 * joint + 1] / 1000, x / perMetre, Allowed);
            Assert.Equal(pose[3 * joint + 2] / 1000, y / perMetre, Allowed);
            Assert.Equal(pose[3 * joint] / 1000, z / perMetre, Allowed);
        }
    }

    private static (double X, double Y, double Z) Point(JsonElement numbers) => (numbers[0].GetDouble(), numbers[1].GetDouble(), numbers[2].GetDouble());
}
