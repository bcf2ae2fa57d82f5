using System.Text.RegularExpressions;

namespace StreamLift.House.Tests;

/// <summary>Who may know whom. A line that moves here is a decision, not an accident.</summary>
public class RoomsTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Poses"] = [],
        ["Capture"] = ["Poses"], // neither a file nor Kafka: the maths of several cameras
        ["Wire"] = ["Poses"],
        ["Serdes"] = ["Poses", "Wire"],
        ["Datasets"] = ["Poses", "Rigs"],
        ["Detectors"] = ["Poses", "Wire"],
        ["Files"] = ["Datasets", "Poses", "Rigs", "Wire"],
        ["Rigs"] = ["Poses"],
        ["Lanes"] = ["Poses", "Wire"], // neither Kafka nor ONNX Runtime: what any stage's lane is made of
        ["Fuser"] = ["Capture", "Lanes", "Poses", "Rigs", "Wire"],
        ["Lifter"] = ["Detectors", "Lanes", "Poses", "Wire"],
        ["Ingest"] = ["BrokerErrors", "Lanes", "NativeKafka", "Poses", "Wire"], // BrokerErrors, NativeKafka and OptionParsing: sources that are compiled in
        ["Sink"] = ["BrokerErrors", "Lanes", "NativeKafka", "Poses", "Wire"],
        ["Host"] =
        [
            "BrokerErrors",
            "Capture",
            "Datasets",
            "Detectors",
            "Files",
            "Fuser",
            "Ingest",
            "Lanes",
            "Lifter",
            "Poses",
            "OptionParsing",
            "Rigs",
            "Sink",
            "View",
            "Wire",
        ],
        ["View"] = ["Poses", "Rigs", "Wire"], // no Kafka: records come in, a web page goes out
        ["Training"] = ["Datasets", "Lifter", "Poses", "OptionParsing", "Rigs"],
    };

    public static TheoryData<string> RoomNames => [.. MayKnow.Keys];

    [Fact]
    public void Source_projects_are_exactly_the_declared_ones() => Assert.Equal(MayKnow.Keys.Order(), Repository.Rooms.Keys.Order());

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Source_project_references_only_the_projects_it_may_know(string room) => Breaches.None(Repository.Rooms[room].Rooms.Except(MayKnow[room]));

    // a project reference brings along what stands behind it, so the sources are asked as well
    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Source_project_names_in_code_only_the_projects_it_may_know(string room) =>
        Breaches.None(Repository.Rooms[room].NamedRooms.Except(MayKnow[room]));

    [Fact]
    public void Sources_that_several_projects_compile_in_name_no_project() =>
        Breaches.None(
            Repository.Shared.SelectMany(folder =>
                folder.Value.SelectMany(source => source.NamedRooms.Where(room => room != folder.Key).Select(room => $"{source} names {room}"))
            )
        );

    [Theory]
    [InlineData("Confluent.Kafka", new[] { "Host", "Ingest", "Serdes", "Sink" })]
    [InlineData("Microsoft.ML.OnnxRuntime", new[] { "Lifter" })]
    [InlineData("TorchSharp", new[] { "Training" })]
    [InlineData("Google.Protobuf", new[] { "Training" })]
    public void Boundary_library_is_used_only_by_the_projects_at_that_boundary(string library, string[] rooms)
    {
        var names = new Regex($@"\b{Regex.Escape(library)}\b");
        Assert.Equal(
            rooms,
            Repository
                .Rooms.Values.Where(room => room.Packages.Any(package => package.StartsWith(library, StringComparison.Ordinal)))
                .Select(room => room.Name)
                .Order()
        );
        Breaches.None(
            Repository
                .Rooms.Values.Where(room => !rooms.Contains(room.Name))
                .SelectMany(room => room.Sources)
                .Where(source => source.Says(names).Any())
                .Select(source => $"{source}")
        );
    }

    // AccessErrors has sentences of its own, with the group and the instance; ConnectionErrors, Broker and AdvertisedBroker take the words apart
    [Fact]
    public void Words_of_the_Kafka_client_are_said_behind_a_sentence_only() =>
        Breaches.None(
            ((string[])["Host", "Ingest", "Sink"])
                .SelectMany(room => Repository.Rooms[room].Sources)
                .Where(source => source.Name is not ("AccessErrors" or "AdvertisedBroker" or "Broker" or "ConnectionErrors"))
                .SelectMany(source => source.Says(new Regex(@"\.Error\.Reason\b|\{\w*[eE]rror\.Reason\}")).Select(match => $"{source} says {match.Value}"))
        );

    [Fact]
    public void Poses_and_Wire_projects_need_no_package()
    {
        Breaches.None(Repository.Rooms["Poses"].Packages);
        Breaches.None(Repository.Rooms["Wire"].Packages);
    }

    [Fact]
    public void Every_source_project_has_a_test_project() =>
        Breaches.None(Repository.Rooms.Keys.Select(room => $"{room}.Tests").Except(Repository.Tests.Select(tests => tests.Name)));

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "StreamLift.sln")).Replace('\\', '/');
        Breaches.None(
            Repository
                .Rooms.Values.Concat(Repository.Tests)
                .Select(room => Path.GetRelativePath(Repository.Root, room.ProjectFile).Replace('\\', '/'))
                .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal))
        );
    }
}
