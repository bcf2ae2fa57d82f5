using StreamLift.Poses;

namespace StreamLift.Training.Scoring;

/// <summary>What <c>score</c> found.</summary>
/// <param name="Table">Errors of the model that <c>run</c> would serve.</param>
/// <param name="Parity">Its other forms, where there are any.</param>
internal sealed record Scored(ScoreTable Table, Parity? Parity)
{
    public string ToText() => string.Join(Environment.NewLine, [Table.ToText().TrimEnd(), .. Parity is null ? [] : new[] { Parity.ToText() }]);

    // the contract's object, and one field more at its end
    public string ToJson() => Parity is null ? Table.ToJson() : $"{Table.ToJson()[..^1]},\"parity\":{Parity.ToJson().ToJsonString()}}}";
}
