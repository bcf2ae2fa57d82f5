using StreamLift.Host.Running;

namespace StreamLift.Host.Demo;

/// <summary>The demo's topics, and its settings of the pipeline, which override appsettings.json and the environment as flags do.</summary>
internal static class DemoSettings
{
    /// <summary>The topic of keypoints.</summary>
    public const string Input = "streamlift-demo-keypoints";

    /// <summary>The topic of poses.</summary>
    public const string Output = "streamlift-demo-poses";

    /// <summary>The topic of people in the room.</summary>
    public const string People = "streamlift-demo-people";

    /// <summary>The topic of dead letters, which should stay empty.</summary>
    public const string DeadLetters = Input + ".dead-letters";

    private const string Group = "streamlift-demo";

    /// <summary>All topics of both stages.</summary>
    public static IReadOnlyList<string> Topics { get; } = [Input, Output, People, DeadLetters, Output + ".dead-letters", Group + "-fuse-state"];

    /// <summary>The configuration keys.</summary>
    /// <param name="options">The demo's options.</param>
    /// <param name="bootstrap">The broker.</param>
    /// <param name="clients">librdkafka properties for every client.</param>
    /// <param name="consumers">librdkafka properties for consumers.</param>
    /// <param name="rig">The file of the demo's rig.</param>
    public static Dictionary<string, string?> For(
        DemoOptions options,
        string bootstrap,
        IReadOnlyDictionary<string, string> clients,
        IReadOnlyDictionary<string, string> consumers,
        string rig
    )
    {
        var keys = new Dictionary<string, string?>
        {
            ["StreamLift:Ingest:Bootstrap"] = bootstrap,
            ["StreamLift:Sink:Bootstrap"] = bootstrap,
            ["StreamLift:Ingest:Input"] = Input,
            ["StreamLift:Sink:Output"] = Output,
            ["StreamLift:Sink:DeadLetters"] = DeadLetters,
            ["StreamLift:Service:People"] = People,
            ["StreamLift:Fuser:Rig"] = rig,
            ["StreamLift:Ingest:Group"] = Group,
            ["StreamLift:Ingest:From"] = "committed",
            ["StreamLift:Ingest:UntilEnd"] = "false",
            // the last poses have arrived already
            ["StreamLift:Ingest:DrainTimeout"] = "00:00:02",
            // the embedded broker's topics exist already, and it can't create topics on request
            ["StreamLift:Service:CreateTopics"] = options.Bootstrap is null ? "false" : "true",
        };
        if (options.Model is { } model)
            keys["StreamLift:Lifter:Model"] = model;
        if (options.ConnectTimeout is { } timeout)
            keys["StreamLift:Service:ConnectTimeout"] = timeout;
        foreach (var (property, value) in clients)
            keys[$"Kafka:Producer:{property}"] = keys[$"Kafka:Consumer:{property}"] = value;
        foreach (var (property, value) in consumers)
            keys[$"Kafka:Consumer:{property}"] = value;
        return keys;
    }
}
