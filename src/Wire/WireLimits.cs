namespace StreamLift.Wire;

/// <summary>What a decoder takes at most.</summary>
public sealed record WireLimits
{
    /// <summary>Largest body, in bytes. It bounds memory too: a body of n bytes holds fewer than n/2 numbers.</summary>
    public int MaxBytes { get; init; } = 1 << 20;

    /// <summary>Most people in one frame.</summary>
    public int MaxPeople { get; init; } = 100;

    /// <summary>Most frames in one record.</summary>
    public int MaxFrames { get; init; } = 256;
}
