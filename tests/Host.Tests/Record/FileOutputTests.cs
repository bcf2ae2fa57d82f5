using Microsoft.Extensions.Time.Testing;
using StreamLift.Files;
using StreamLift.Host.Record;
using StreamLift.Host.Record.Reading;
using StreamLift.Host.Record.Writing;
using StreamLift.Poses;
using StreamLift.Rigs;
using StreamLift.Wire;

namespace StreamLift.Host.Tests.Record;

public sealed class FileOutputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-record");
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void File_is_opened_after_a_second_and_flushed_every_second_from_then_on()
    {
        using var output = Output("walk.ndjson");
        Add(output, MadeInstants.Of("hall", 0, 1), MadeInstants.Of("hall", 1, 1));
        Assert.False(File.Exists(Out("walk.ndjson")));
        _clock.Advance(SourceRecording.Hold);
        output.Tick();
        Assert.Equal(2, File.ReadAllLines(Out("walk.ndjson")).Length);
        Add(output, MadeInstants.Of("hall", 2, 1));
        output.Tick();
        Assert.Equal(2, File.ReadAllLines(Out("walk.ndjson")).Length);
        _clock.Advance(TimeSpan.FromSeconds(1));
        output.Tick();
        Assert.Equal(3, File.ReadAllLines(Out("walk.ndjson")).Length);
        Assert.Equal(new FileInfo(Out("walk.ndjson")).Length, output.Bytes);
    }

    [Fact]
    public void Second_rig_among_the_first_instants_is_refused_with_the_names_and_no_file()
    {
        using var output = Output("walk.ndjson");
        Add(output, MadeInstants.Of("hall", 0, 1), MadeInstants.Of("lab", 0, 1));
        var error = Assert.Throws<ConfigurationException>(() => output.Finish(isStopped: false));
        Assert.Equal(
            $"--out {Out("walk.ndjson")}: a file holds one recording, but the topic has rig hall, rig lab; choose one (--rig-name NAME), "
                + "or name a folder as --out",
            Assert.Single(error.Problems)
        );
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Rig_that_comes_later_is_left_out_of_the_file_said_once_and_counted()
    {
        using var output = Output("walk.ndjson");
        for (var frame = 0; frame < SourceRecording.Held; frame++)
            Add(output, MadeInstants.Of("hall", frame, 1));
        Add(output, MadeInstants.Of("lab", 0, 1), MadeInstants.Of("lab", 1, 1), MadeInstants.Of("hall", 100, 1));
        output.Finish(isStopped: false);
        Assert.Equal($"warning: rig lab is not recorded: {Out("walk.ndjson")} holds another; name a folder as --out to record all", Assert.Single(_notes));
        Assert.True(output.HasLeftOut);
        Assert.Equal(SourceRecording.Held + 1, File.ReadAllLines(Out("walk.ndjson")).Length);
        Assert.Contains($"note: rig lab: 2 instants not recorded: {Out("walk.ndjson")} holds another", output.Notes());
    }

    [Fact]
    public void Rig_in_which_nobody_came_is_noted_beside_one_that_is_recorded()
    {
        using var output = Output("takes/", "ndjson");
        var filter = new InstantFilter(MadeInstants.Options);
        foreach (var instant in (MotionInstant[])[MadeInstants.Of("lab", 0), MadeInstants.Of("hall", 0, 1)])
            if (filter.Passes(instant))
                output.Add(instant, isLive: true);
        output.Finish(isStopped: false);
        var report = new RecordReport(MadeInstants.Options, filter, new TopicInstants(WireEncoding.Json, null, smooth: false), output);
        Assert.Equal(["note: rig lab: not recorded: nobody is in 1 instant"], report.Notes());
    }

    [Fact]
    public void Names_of_streams_become_names_of_files_in_the_folder_and_never_lead_out_of_it()
    {
        using var output = Output("takes/", "ndjson");
        foreach (var name in (string[])["hall/cam-1", "hall-cam-1", "../../etc/passwd", "", "nul\n:*?"])
            Add(output, MadeInstants.At(name, MotionSpace.Camera, MadeInstants.StartMs, 1));
        output.Finish(isStopped: false);
        Assert.Equal(
            ["etc-passwd.ndjson", "hall-cam-1-2.ndjson", "hall-cam-1.ndjson", "nul.ndjson", "unnamed.ndjson"],
            new DirectoryInfo(Out("takes")).GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Full_disk_is_one_line_that_names_the_file()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("this system has no /dev/full");
        File.CreateSymbolicLink(Out("walk.ndjson"), "/dev/full");
        using var output = Output("walk.ndjson", overwrite: true);
        Add(output, MadeInstants.Of("hall", 0, 1));
        var error = Assert.Throws<ConfigurationException>(() => output.Finish(isStopped: true));
        Assert.StartsWith($"{Out("walk.ndjson")} can't be written: the disk is full", Assert.Single(error.Problems));
    }

    [Theory]
    [InlineData(null, null, WorldUp.Y, "note: rig hall: y is taken as up, told by the people; --up or --rig says another")]
    [InlineData(WorldUp.Y, null, WorldUp.Y, null)]
    [InlineData(WorldUp.Z, null, WorldUp.Z, "warning: rig hall: z is up, but the heads of the people are above their feet along y; --up says another")]
    [InlineData(null, "hall", WorldUp.Y, null)]
    [InlineData(null, "attic", WorldUp.Y, null)] // a take of the only rig
    public void Axis_that_is_up_is_given_or_the_rig_s_or_told_by_the_people(WorldUp? given, string? rigFile, WorldUp expected, string? note)
    {
        var instant = MadeInstants.Of("hall", 0, 1, 2);
        for (var person = 0; person < instant.PersonCount; person++)
        for (var at = 0; at < 51; at += 3) // from z up to y up
            (instant[person].Joints[at + 1], instant[person].Joints[at + 2]) = (instant[person].Joints[at + 2], -instant[person].Joints[at + 1]);
        var rigs = rigFile is null ? null : Rigs(rigFile);
        Assert.Equal(expected, new UpAxis(given, rigs, _notes.Add).Of("hall", [instant]));
        Assert.Equal(note is null ? [] : [note], _notes);
    }

    [Fact]
    public void Axis_that_the_first_people_told_holds_for_those_who_come_bent()
    {
        var (first, next) = (MadeInstants.Of("hall", 0, 1), MadeInstants.Of("hall", 1, 2));
        foreach (var instant in (MotionInstant[])[first, next])
            for (var at = 0; at < 51; at += 3) // from z up to y up
                (instant[0].Joints[at + 1], instant[0].Joints[at + 2]) = (instant[0].Joints[at + 2], -instant[0].Joints[at + 1]);
        for (var at = 0; at < 51; at += 3)
            next[0].Joints[at] += next[0].Joints[at + 1];
        var up = new UpAxis(null, null, _notes.Add);
        Assert.Equal(WorldUp.Y, up.Of("hall", [first]));
        Assert.Equal(WorldUp.Y, up.Of("hall", [next]));
        Assert.Single(_notes);
    }

    [Theory]
    [InlineData("walk_P2.trc", null)]
    [InlineData("walk_P2-2.trc", 2)]
    public void File_of_a_person_that_is_there_is_refused_before_anything_is_read(string there, int? person)
    {
        File.WriteAllText(Out(there), "of another recording");
        var error = Assert.Throws<ConfigurationException>(() => OutPlace.Find(Out("walk.trc"), null, false, person is { } id ? [id] : []));
        Assert.Equal(
            $"--out {Out("walk.trc")}: {Out(there)} is there already; name another file, or give --overwrite to replace it",
            Assert.Single(error.Problems)
        );
        OutPlace.Find(Out("walk.trc"), null, overwrite: true, []);
        OutPlace.Find(Out("walk.trc"), null, overwrite: false, [1, 22]);
        OutPlace.Find(Out("alk.trc"), null, overwrite: false, []);
        OutPlace.Find(Out("walk.csv"), null, overwrite: false, []);
    }

    [Fact]
    public void File_without_an_ending_that_is_there_is_no_folder()
    {
        File.WriteAllText(Out("walk"), "mine");
        var error = Assert.Throws<ConfigurationException>(() => OutPlace.Find(Out("walk"), "csv", false, []));
        Assert.Equal($"--out {Out("walk")} is there already; name another file, or give --overwrite to replace it", Assert.Single(error.Problems));
    }

    [Fact]
    public void People_who_lean_do_not_tell_the_axis_so_z_is_up()
    {
        var instant = MadeInstants.Of("hall", 0, 1);
        for (var at = 0; at < 51; at += 3)
            instant[0].Joints[at] += instant[0].Joints[at + 2];
        Assert.Equal(WorldUp.Z, new UpAxis(null, null, _notes.Add).Of("hall", [instant]));
        Assert.Empty(_notes);
    }

    private RigCatalogue Rigs(string name)
    {
        var path = Out("rig.json");
        string Camera(int x) =>
            $$"""{"width":100,"height":100,"fx":100,"fy":100,"cx":50,"cy":50,"rotation":[1,0,0,0,1,0,0,0,1],"translation":[{{x}},0,3000]}""";
        File.WriteAllText(path, $$"""{"name":"{{name}}","unit":"mm","up":"y","cameras":{"a":{{Camera(0)}},"b":{{Camera(500)}} } }""");
        return RigCatalogue.Load(path);
    }

    private string Out(string name) => Path.Combine(_folder.FullName, name);

    private FileOutput Output(string name, string? format = null, bool overwrite = false)
    {
        var options = MadeInstants.Options with { Overwrite = overwrite, Up = WorldUp.Z };
        return new FileOutput(OutPlace.Find(Out(name), format, overwrite, []), options, new UpAxis(WorldUp.Z, null, _notes.Add), _notes.Add, _clock);
    }

    private static void Add(FileOutput output, params IEnumerable<MotionInstant> instants)
    {
        foreach (var instant in instants)
            if (output.Takes(instant))
                output.Add(instant, isLive: true);
    }
}
