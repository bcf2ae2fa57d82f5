using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StreamLift.Poses.Scoring.People;

/// <summary>The scores of <c>evaluate --people</c>. NaN where nobody was matched.</summary>
internal sealed record PeopleScores
{
    /// <summary>The mean distance of the joints of matched people in the world, mm.</summary>
    public required double Absolute { get; init; }

    /// <summary>The same relative to the hip.</summary>
    public required double Relative { get; init; }

    /// <summary>The mean distance of the joints' steps between instants, mm.</summary>
    public required double Step { get; init; }

    /// <summary>The same three of the smoothed joints; null: the records have none.</summary>
    public required (double Absolute, double Relative, double Step)? Smooth { get; init; }

    /// <summary>The share of correct parts (<see cref="BodyParts"/>), of all people who are there.</summary>
    public required double Pcp { get; init; }

    /// <summary>See <see cref="IdentityScore"/>.</summary>
    public required double Idf1 { get; init; }

    /// <summary>See <see cref="PeopleMatching.Switches"/>.</summary>
    public required int IdSwitches { get; init; }

    /// <summary>People who are there and were not found, over all instants.</summary>
    public required long Missing { get; init; }

    /// <summary>People who were found and are not there, over all instants.</summary>
    public required long Ghosts { get; init; }

    /// <summary>The number of instants compared.</summary>
    public required int Frames { get; init; }

    /// <summary>The share of coordinates whose error is at most the joint's sigma.</summary>
    public required double SigmaWithin1 { get; init; }

    /// <summary>The joints by where they come from.</summary>
    public required IReadOnlyList<SourceScore> Sources { get; init; }

    /// <summary>Whether people were found and people are there, and none of them match.</summary>
    public bool IsNobodyMatched => Sources.Count == 0 && Missing > 0 && Ghosts > 0;

    /// <summary>One object on one line, for scripts; null for what can't be said.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "absolute", Absolute);
            Write(json, "relative", Relative);
            Write(json, "pcp", Pcp);
            Write(json, "idf1", Idf1);
            json.WriteNumber("idSwitches", IdSwitches);
            json.WriteNumber("missing", Missing);
            json.WriteNumber("ghosts", Ghosts);
            json.WriteNumber("frames", Frames);
            Write(json, "sigmaWithin1", SigmaWithin1);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A table as text, with a legend.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        if (Sources.Count == 0)
            text.AppendLine("nobody of the truth was found");
        else
            Table(text);
        text.AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"instants: {Frames}; IDF1 {Percent(Idf1)}, id switches: {IdSwitches}, missing people: {Missing}, ghosts: {Ghosts}, correct parts {Percent(Pcp)}"
        );
        text.AppendLine($"mm, means over the joints of people who match the truth within {PeopleMatching.Reach:0} mm; relative: to the hip");
        text.AppendLine("step: the error of the way from one instant to the next");
        text.AppendLine("within sigma: coordinates whose error is at most the joint's sigma; 68 % where it is right");
        return text.ToString();
    }

    private void Table(StringBuilder text)
    {
        text.AppendLine("              joints   absolute   relative       step   within sigma");
        Line(text, "all", 1, Absolute, Relative, Step, SigmaWithin1);
        foreach (var source in Sources)
            Line(text, source.Name, source.Share, source.Absolute, double.NaN, double.NaN, source.SigmaWithin1);
        if (Smooth is { } smooth)
            Line(text, "smoothed", double.NaN, smooth.Absolute, smooth.Relative, smooth.Step, double.NaN);
    }

    private static void Line(StringBuilder text, string name, double share, double absolute, double relative, double step, double within) =>
        text.AppendLine($"{name, -12} {Percent(share), 7} {Number(absolute), 10} {Number(relative), 10} {Number(step), 10} {Percent(within), 14}".TrimEnd());

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    // JSON has no NaN: what can't be said is null, which readers cannot mistake for a perfect score.
    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value))
            json.WriteNull(name);
        else
            json.WriteNumber(name, Math.Round(value, 5));
    }
}

/// <summary>The joints of one source.</summary>
/// <param name="Source">t: triangulated, l: lifted, p: predicted.</param>
/// <param name="Share">Their share of all joints.</param>
/// <param name="Absolute">Their mean distance in the world, mm.</param>
/// <param name="SigmaWithin1">The share of their coordinates whose error is at most sigma.</param>
internal sealed record SourceScore(char Source, double Share, double Absolute, double SigmaWithin1)
{
    /// <summary>The source in a word.</summary>
    public string Name =>
        Source switch
        {
            't' => "triangulated",
            'l' => "lifted",
            _ => "predicted",
        };
}
