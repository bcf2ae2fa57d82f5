using System.Text;
using Confluent.Kafka;
using StreamLift.Wire;

namespace StreamLift.Sink.Records;

/// <summary>Says where the first dead letter of each reason comes from and went to. The others are only counted. The class is thread-safe.</summary>
public sealed class FirstDeadLetters
{
    private readonly HashSet<string> _said = [];

    /// <summary>Takes the line of each; null says nothing.</summary>
    public Action<string>? Say { get; set; }

    /// <summary>Reports a dead letter that is being sent.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="topic">The dead-letter topic.</param>
    public void Report(Message<byte[]?, byte[]?> letter, string topic)
    {
        if (Say is not { } say)
            return;
        var reason = Header("reason");
        lock (_said)
            if (!_said.Add(reason))
                return;
        say(
            $"record rejected: topic {Header("topic")}, partition {Header("partition")}, offset {Header("offset")}: {reason}: {Header("detail")}; "
                + $"it goes to topic {topic}, and further records of this reason are only counted"
        );

        string Header(string name) => letter.Headers.TryGetLastBytes($"streamlift-{name}", out var text) ? Encoding.UTF8.GetString(text) : "";
    }
}
