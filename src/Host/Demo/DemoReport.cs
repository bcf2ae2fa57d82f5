namespace StreamLift.Host.Demo;

/// <summary>The demo's statistics at one moment.</summary>
internal sealed record DemoReport
{
    /// <summary>Time since the first frame.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Statistics since the previous report.</summary>
    public required DemoWindow Now { get; init; }

    /// <summary>Statistics since the first frame.</summary>
    public required DemoWindow Total { get; init; }

    /// <summary>Frames whose poses were received more than once.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Frames whose poses have not been received.</summary>
    public required int InFlight { get; init; }

    /// <summary>MPJPE of one camera's poses, by camera and person, mm.</summary>
    public required ErrorTable Errors { get; init; }

    /// <summary>The errors of the people in the room.</summary>
    public required RoomErrors Room { get; init; }

    /// <summary>Mean error after Procrustes alignment (protocol 2), mm.</summary>
    public required double AlignedError { get; init; }
}
