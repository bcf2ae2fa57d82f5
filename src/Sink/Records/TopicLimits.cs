namespace StreamLift.Sink.Records;

/// <summary>The topics' <c>max.message.bytes</c>: a larger batch of records is refused by the broker, all of it.</summary>
/// <param name="Output">The output topic's, bytes.</param>
/// <param name="DeadLetters">The dead-letter topic's, bytes.</param>
public sealed record TopicLimits(int Output, int DeadLetters)
{
    /// <summary>A broker's own default, bytes.</summary>
    public const int Usual = 1_048_588;

    /// <summary>Where the broker doesn't say.</summary>
    public static TopicLimits Unknown { get; } = new(Usual, Usual);
}
