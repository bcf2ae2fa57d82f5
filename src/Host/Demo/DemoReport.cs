using StreamLift.Datasets.Synthetic;

namespace StreamLift.Host.Demo;

/// <summary>The demo's figures at one moment.</summary>
internal sealed record DemoReport
{
    /// <summary>Since the first frame.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the performer does; null before the first frame.</summary>
    public required SyntheticActivity? Activity { get; init; }

    /// <summary>Since the report before.</summary>
    public required DemoWindow Now { get; init; }

    /// <summary>Since the first frame.</summary>
    public required DemoWindow Total { get; init; }

    /// <summary>Frames whose poses came a second time.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Frames whose poses have not come.</summary>
    public required int InFlight { get; init; }

    /// <summary>MPJPE by camera and activity, mm.</summary>
    public required ErrorTable Errors { get; init; }

    /// <summary>Mean error after Procrustes alignment (protocol 2), mm.</summary>
    public required double AlignedError { get; init; }
}
