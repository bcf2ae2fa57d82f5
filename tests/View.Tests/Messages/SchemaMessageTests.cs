using System.Text.Json;
using StreamLift.Rigs;
using StreamLift.View.Messages;
using StreamLift.View.Sources;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.View.Tests.Messages;

public sealed class SchemaMessageTests : IDisposable
{
    private const string Rig = """
        {"name":"hall","unit":"m","up":"-y","floor":0.5,"cameras":{
        "cam-1":{"width":640,"height":480,"fx":500,"fy":501,"cx":320,"cy":240,"distortion":{"form":"opencv","k":[0.1,0.2,0.3],"p":[0.4,0.5]},
        "rotation":[1,0,0,0,1,0,0,0,1],"translation":[1,2,3]},
        "cam-2":{"width":800,"height":600,"fx":500,"fy":501,"cx":320,"cy":240,"rotation":[1,0,0,0,1,0,0,0,1],"translation":[0,0,5]}}}
        """;

    private readonly string _file = Path.GetTempFileName();
    private readonly List<string> _warnings = [];
    private readonly SourceTable _table;

    public SchemaMessageTests()
    {
        File.WriteAllText(_file, Rig);
        _table = new SourceTable(
            new ViewSettings
            {
                Topic = "people",
                Rigs = RigCatalogue.Load(_file),
                Warn = _warnings.Add,
            }
        );
    }

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Schema_before_the_first_record_names_the_body_and_nothing_else()
    {
        var schema = Schema(null);
        Assert.Equal(
            ("schema", 1, "people", "s"),
            (Text(schema, "type"), schema.GetProperty("version").GetInt32(), Text(schema, "topic"), Text(schema, "session"))
        );
        Assert.Equal(JsonValueKind.Null, schema.GetProperty("kind").ValueKind);
        var layout = schema.GetProperty("layout");
        Assert.Equal(("h36m17", 17, 17), (Text(layout, "name"), layout.GetProperty("joints").GetArrayLength(), layout.GetProperty("parents").GetArrayLength()));
        Assert.Equal(-1, layout.GetProperty("parents")[0].GetInt32());
        Assert.All(["rigs", "sources"], list => Assert.Equal(0, schema.GetProperty(list).GetArrayLength()));
    }

    [Fact]
    public void Rig_of_people_has_its_calibrated_cameras_in_millimetres()
    {
        See(Records.People("hall", 0, 1, people: 1, "cam-2", "cam-1"));
        var schema = Schema(RecordKind.People);
        Assert.Equal("people", Text(schema, "kind"));
        var rig = Assert.Single(schema.GetProperty("rigs").EnumerateArray());
        Assert.Equal(("hall", "-y", 500), (Text(rig, "name"), Text(rig, "up"), rig.GetProperty("floor").GetDouble()));
        var cameras = rig.GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(["cam-1", "cam-2"], cameras.Select(camera => Text(camera, "stream")));
        Assert.Equal(
            (640, 480, 501),
            (cameras[0].GetProperty("width").GetInt32(), cameras[0].GetProperty("height").GetInt32(), cameras[0].GetProperty("fy").GetDouble())
        );
        Assert.Equal([1000, 2000, 3000], Numbers(cameras[0], "translation"));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], Numbers(cameras[0], "rotation"));
        var distortion = cameras[0].GetProperty("distortion");
        Assert.Equal("opencv", Text(distortion, "form"));
        Assert.Equal([0.1, 0.2, 0.3, 0, 0, 0], Numbers(distortion, "k"));
        Assert.Equal([0.4, 0.5], Numbers(distortion, "p"));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Stream_of_a_take_belongs_to_the_rig_of_that_take()
    {
        See(Records.PosesWithKeypoints("take 2/cam-2", 0, 1, "coco17", 17));
        var schema = Schema(RecordKind.Poses);
        var source = Assert.Single(schema.GetProperty("sources").EnumerateArray());
        Assert.Equal(("poses", "take 2/cam-2", "take 2"), (Text(source, "kind"), Text(source, "name"), Text(source, "rig")));
        Assert.Equal(1, source.GetProperty("camera").GetInt32());
        Assert.Equal([1280, 720], Numbers(source, "image"));
        Assert.Equal("take 2/cam-1", Text(schema.GetProperty("rigs")[0].GetProperty("cameras")[0], "stream"));
    }

    [Fact]
    public void Rig_that_no_file_has_is_listed_with_its_streams_and_told_once()
    {
        See(Records.People("yard", 0, 1, people: 1, "left", "right"));
        See(Records.People("yard", 1, 2, people: 1, "left", "top"));
        var cameras = Schema(RecordKind.People).GetProperty("rigs")[0].GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(["left", "right", "top"], cameras.Select(camera => Text(camera, "stream")));
        Assert.All(cameras, camera => Assert.False(camera.TryGetProperty("width", out _)));
        Assert.Equal("rig \"yard\": its cameras are in no rig file, so they are not shown (--rig FILE)", Assert.Single(_warnings));
    }

    [Fact]
    public void File_in_which_the_camera_is_of_another_rig_is_told()
    {
        See(Records.People("yard", 0, 1, people: 1, "cam-1"));
        Assert.StartsWith("rig \"yard\": the rig file has its camera cam-1 in rig \"hall\"", Assert.Single(_warnings));
    }

    [Fact]
    public void Layouts_have_the_index_that_frames_name_them_by_and_their_bones()
    {
        Assert.Equal((0, 1, 0), (_table.LayoutOf("coco17", 17), _table.LayoutOf("7", 3), _table.LayoutOf("coco17", 17)));
        var layouts = Schema(null).GetProperty("layouts");
        Assert.Equal(
            (0, 17),
            (layouts.GetProperty("coco17").GetProperty("index").GetInt32(), layouts.GetProperty("coco17").GetProperty("joints").GetArrayLength())
        );
        Assert.Contains("""[5,7]""", layouts.GetProperty("coco17").GetProperty("bones").EnumerateArray().Select(bone => bone.GetRawText()));
        Assert.Equal("""{"index":1,"joints":["0","1","2"],"bones":[]}""", layouts.GetProperty("7").GetRawText());
    }

    [Fact]
    public void Name_that_is_markup_stays_text()
    {
        const string Hostile = "</script><img src=x onerror=alert(1)>\"\u2028";
        See(Records.People(Hostile, 0, 1, people: 1, Hostile));
        Assert.Equal(Hostile, Text(Schema(null).GetProperty("sources")[0], "name"));
        Assert.DoesNotContain("<", System.Text.Encoding.UTF8.GetString(SchemaMessage.Write("people", null, "s", _table)));
    }

    [Fact]
    public void Flood_of_names_ends_at_the_limit_and_is_told_once()
    {
        for (var i = 0; i < SourceTable.MaxSources + 5; i++)
            See(Records.Poses($"stream {i}", 0, 1, people: 0));
        Assert.Equal(SourceTable.MaxSources, _table.Sources.Count);
        Assert.Equal($"more than {SourceTable.MaxSources} rigs and streams: the others are not shown", Assert.Single(_warnings));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static IEnumerable<double> Numbers(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(number => number.GetDouble());

    private JsonElement Schema(RecordKind? kind) => JsonElement.Parse(SchemaMessage.Write("people", kind, "s", _table));

    private void See(byte[] record)
    {
        var (people, poses) = (new PeopleFrame(), new PoseFrame());
        if (new PeopleDecoder().TryDecode(WireEncoding.Json, record, people, out _))
            _table.Of(people);
        else if (new PoseDecoder().TryDecode(WireEncoding.Json, record, poses, out _))
            _table.Of(poses);
    }
}
