using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>What the broker said before the work begins.</summary>
/// <param name="Ends">For <c>--until-end</c>, the end offsets by topic and partition; else null.</param>
/// <param name="Limits">The largest records that the topics written to take.</param>
internal sealed record Findings(IReadOnlyDictionary<(string Topic, int Partition), long>? Ends, TopicLimits Limits);
