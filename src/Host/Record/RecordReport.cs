using System.Globalization;
using StreamLift.Host.Record.Reading;
using StreamLift.Poses;

namespace StreamLift.Host.Record;

/// <summary>What was recorded, and what was not, in lines.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="filter">What came.</param>
/// <param name="records">What the records held.</param>
/// <param name="output">Where it went.</param>
internal sealed class RecordReport(RecordOptions options, InstantFilter filter, TopicInstants records, IInstantOutput output)
{
    private const int MostNamed = 10;
    private const string Note = "note: ";

    /// <summary>Whether anything was recorded.</summary>
    public bool HasRecorded => Results().Any();

    /// <summary>The lines for stdout; none where nothing was recorded.</summary>
    public IEnumerable<string> Results()
    {
        var sources = filter.Sources.Where(source => source.Instants > 0).ToList();
        var results = output.Results().ToList();
        return sources.Count == 0 || results.Count == 0 ? [] : sources.Select(Line).Concat(results);
    }

    /// <summary>The lines for stderr.</summary>
    public IEnumerable<string> Notes() => output.Notes().Concat(filter.Sources.SelectMany(Notes)).Concat(OfRecords());

    /// <summary>Why nothing was recorded.</summary>
    public string WhyNothing()
    {
        if (filter.Sources.Count == 0 && filter.Others.Count == 0)
            return options.From.IsLatest ? "no record came (--from earliest records those that are there)" : $"there is no record{Where()}";
        if (filter.Sources.Count == 0)
        {
            var others = filter.Others.Order(StringComparer.Ordinal).Take(MostNamed).Select(name => OneLine.Of(name));
            return $"it has {string.Join(", ", others)}, which was not asked for";
        }

        var instants = Counted.Of(filter.Sources.Sum(source => source.Empty), "instant");
        return options.People.Count > 0 ? $"person {string.Join(", ", options.People)} is in none of {instants}" : $"nobody is in {instants}";
    }

    private string Where() =>
        options.To is { IsLatest: false } || (options.To is not null && !options.From.IsEarliest) ? " between --from and --to"
        : options.From.IsEarliest ? ""
        : " since --from";

    private static string Line(FilteredSource source) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"recorded {Counted.Of(source.Instants, "instant")} of {source.Title}, {RecordProgress.People(source.People.Count)}, "
                + $"{(source.LastMs - source.FirstMs) / 1000:0.0} s"
        );

    private IEnumerable<string> Notes(FilteredSource source)
    {
        if (source.Instants == 0 && HasRecorded)
            yield return $"{Note}{source.Title}: not recorded: {(options.People.Count > 0 ? "none of the people asked for" : "nobody")} is in "
                + Counted.Of(source.Empty, "instant");
        if (source.Late > 0)
            yield return $"{Note}{source.Title}: {Counted.Of(source.Late, "instant")} left out: a later one had come before (written twice, or out of order)";
        if (source.Brief().ToList() is { Count: > 0 } brief)
            yield return $"{Note}{source.Title}: there for less than a second: {string.Join(", ", brief.Take(MostNamed))}"
                + (brief.Count > MostNamed ? $" and {brief.Count - MostNamed:N0} more" : "");
    }

    private IEnumerable<string> OfRecords()
    {
        if (records is { Read: > 0, Unreadable: > 0 })
            yield return $"{Note}{Counted.Of(records.Unreadable, "record")} left out: neither people nor poses ({records.FirstProblem})";
        if (records.WithoutSmooth > 0)
            yield return $"{Note}{Counted.Of(records.WithoutSmooth, "pose")} without smoothed joints are recorded as measured; `fuse --smoothing` writes them";
    }
}
