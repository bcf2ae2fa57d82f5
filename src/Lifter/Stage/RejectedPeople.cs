using StreamLift.Wire;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Lifter.Stage;

/// <summary>
/// Says which people were rejected though their frames were not: the first of each stream and reason. The others are only counted. The class is thread-safe.
/// </summary>
public sealed class RejectedPeople
{
    private const int MostRemembered = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(string Stream, Rejection Reason)> _said = [];

    /// <summary>Takes the line of each; null says nothing.</summary>
    public Action<string>? Say { get; set; }

    /// <summary>Reports the rejected people of a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="number">Its number.</param>
    internal void Report(KeypointFrame frame, long number)
    {
        if (Say is not { } say)
            return;
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var error = frame.Error(person);
            if (error.IsError && IsNew(frame.StreamName, error.Reason))
                say(
                    $"stream {QuotedExcerpt.Of(frame.Stream)}, frame {number}: {error.Detail}; such people go out without joints and are counted as "
                        + $"{RejectionNames.Of(error.Reason)} in streamlift.people.rejected; with --strict their records are rejected"
                );
        }
    }

    private bool IsNew(string stream, Rejection reason)
    {
        lock (_lock)
        {
            if (_said.Count == MostRemembered)
                _said.Clear(); // the number of streams over time has no limit
            return _said.Add((stream, reason));
        }
    }
}
