using StreamLift.Host.Brokers;
using StreamLift.Host.Detections;
using StreamLift.Host.Motion;
using StreamLift.Host.Scenes;
using StreamLift.Wire;

namespace StreamLift.Host.Produce;

/// <summary>The options of <c>produce</c>.</summary>
internal sealed record ProduceOptions
{
    /// <summary>Null: nothing is sent, and what would be is printed.</summary>
    public required BrokerOptions? Broker { get; init; }

    public required MotionOptions Motion { get; init; }

    /// <summary>How detectors' files are read, should the source be some.</summary>
    public required DetectionOptions Detections { get; init; }

    /// <summary>The options of a scene of several people; null: none is given.</summary>
    public SceneSettings? Scene { get; init; }

    /// <summary>The names of the options given that only detectors' files have.</summary>
    public IReadOnlyList<string> GivenOfDetections { get; init; } = [];

    /// <summary>Whether frames are stamped with the times of the recording; else with the time of sending.</summary>
    public bool HasRecordedTimes { get; init; }

    /// <summary>The recorded time of frame 0; null: the time of the start of sending.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Frames per second of the recording; null: as the data says.</summary>
    public double? RecordedRate { get; init; }

    /// <summary>Whether the synthetic performer runs until it is stopped.</summary>
    public bool Endless { get; init; }

    /// <summary>Frames per second of each stream; null: as fast as the broker accepts them.</summary>
    public double? Rate { get; init; }

    /// <summary>The name of the layout to send; null: the data's own.</summary>
    public string? Layout { get; init; }

    /// <summary>A file of custom layouts.</summary>
    public string? Layouts { get; init; }

    public WireEncoding Encoding { get; init; }

    /// <summary>Frames of a stream per record; 1: no list.</summary>
    public int FramesPerRecord { get; init; } = 1;

    /// <summary>Whether the key of a record is the name of its rig; else that of its stream.</summary>
    public bool IsKeyedByRig { get; init; }

    public bool CreateTopics { get; init; }
}
