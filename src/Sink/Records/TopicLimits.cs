namespace StreamLift.Sink.Records;

/// <summary>The topics' <c>max.message.bytes</c>: a larger batch of records is refused by the broker, all of it.</summary>
/// <param name="Output">The output topic's, bytes.</param>
/// <param name="DeadLetters">The dead-letter topic's, bytes.</param>
public sealed record TopicLimits(int Output, int DeadLetters)
{
    /// <summary>A broker's own default, bytes.</summary>
    public const int Usual = 1_048_588;

    /// <summary>The state topic's, bytes.</summary>
    public int State { get; init; } = Usual;

    /// <summary>The least of them, bytes.</summary>
    public int Least => Math.Min(State, Math.Min(Output, DeadLetters));

    /// <summary>The greatest of them, bytes.</summary>
    public int Greatest => Math.Max(State, Math.Max(Output, DeadLetters));

    /// <summary>Where the broker doesn't say.</summary>
    public static TopicLimits Unknown { get; } = new(Usual, Usual);
}
