using System.CommandLine;
using StreamLift.Files;
using StreamLift.Host.Brokers;
using StreamLift.Host.Conversion;
using StreamLift.Host.Motion;
using StreamLift.Host.Record.Reading;
using StreamLift.Host.Record.Vmc;
using StreamLift.OptionParsing;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Host.Record;

/// <summary>The flags of <see cref="RecordOptions"/>.</summary>
internal sealed class RecordFlags
{
    private readonly Option<string> _out = new("--out")
    {
        Description =
            $"file ({string.Join(", ", MotionFiles.Formats.Where(format => format.IsPerPerson))}: one for each person, such as walk_P1.trc for walk.trc); "
            + "folder with the files of each rig or stream; or vmc://HOST:PORT",
        HelpName = "PATH",
        Required = true,
    };

    private readonly Option<string?> _format = Text("--format", "NAME", $"format of the files: {MotionFiles.Names} [default: told by the file's ending]");
    private readonly Option<string?> _from = Text(
        "--from",
        "WHERE",
        "begin: earliest, latest, a time, or PARTITION/OFFSET,… [default: latest; with --to: earliest]"
    );
    private readonly Option<string?> _to = Text(
        "--to",
        "WHERE",
        "end: end (where the topic ends now), a time, or PARTITION/OFFSET,… [default: until it is stopped]"
    );
    private readonly OptionalNumberOption<double> _seconds = new("--seconds") { Description = "record so many seconds of motion", HelpName = "N" };
    private readonly Option<string?> _person = Text("--person", "IDS", "only the people of these ids, e.g. 3 or 1,3");
    private readonly Option<string?> _rigName = Text("--rig-name", "NAME", "only this rig of several on the topic");
    private readonly Option<string[]> _streams = new("--stream")
    {
        Description = "only this stream of a topic of poses; can be repeated",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _rig = Text("--rig", "FILE", "rig file, which says which axis is up [default: told by the people, z where they lie]");
    private readonly Option<string?> _up = Text("--up", "AXIS", "axis of the rig's world that points up: z, y, x, -x, -y or -z");
    private readonly OptionalNumberOption<double> _rate = new("--rate")
    {
        Description = "frames per second of the files [default: told by the instants]",
        HelpName = "HZ",
    };
    private readonly Option<bool> _smooth = new("--smooth") { Description = "the smoothed joints (`fuse --smoothing`) instead of the measured ones" };
    private readonly Option<string?> _layouts = Text("--layouts", "FILE", "layouts of one's own, for points of `fuse --all-joints`");
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "replace files that are there" };
    private readonly OptionalNumberOption<int> _ports = new("--ports")
    {
        Description = "VMC: send so many people, each to a port of its own, from that of --out on [default: 1]",
        HelpName = "N",
    };
    private readonly Option<string> _encoding = new("--encoding")
    {
        Description = "encoding of records without a content-type header",
        HelpName = "json|protobuf",
        DefaultValueFactory = _ => "json",
    };

    private IEnumerable<Option> All =>
        [_out, _format, _from, _to, _seconds, _person, _rigName, _streams, _rig, _up, _rate, _smooth, _layouts, _overwrite, _ports, _encoding];

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>The values given.</summary>
    /// <exception cref="ConfigurationException">Values that can't be read, or flags that don't go together: all of them.</exception>
    public RecordOptions Read(ParseResult parsed, BrokerOptions broker)
    {
        var problems = new List<string>();
        var isVmc = VmcAddress.IsOne(parsed.GetValue(_out)!);
        foreach (var option in isVmc ? (Option[])[_format, _rate, _overwrite] : [_ports])
            if (parsed.GetResult(option) is { Implicit: false })
                problems.Add($"{option.Name}: {(isVmc ? "only for files, not with vmc://" : "only with --out vmc://HOST:PORT")}");
        if (parsed.GetValue(_rigName) is not null && parsed.GetResult(_streams) is not null)
            problems.Add("--rig-name and --stream: a topic holds people of rigs or poses of streams; give one");
        foreach (var option in (Option<double?>[])[_seconds, _rate])
            if (parsed.GetValue(option) is { } number && !(number > 0 && number < 1e6))
                problems.Add($"{option.Name} {number}: above 0 was expected");
        if (parsed.GetValue(_ports) is < 1 or > 100)
            problems.Add($"--ports {parsed.GetValue(_ports)}: 1 to 100 were expected");
        WorldUp up = default;
        if (parsed.GetValue(_up) is { } axis && !WorldUps.TryParse(axis, out up))
            problems.Add($"--up {OneLine.Of(axis)}: write z, y, x, -x, -y or -z");
        var from = Try(parsed.GetValue(_from), TopicPosition.ParseFrom, problems);
        var to = Try(parsed.GetValue(_to), TopicPosition.ParseTo, problems);
        if (from is { IsLatest: true } && to is { IsLatest: true })
            problems.Add("--from latest --to end: nothing lies between them; give --from earliest, or leave out --to");
        var people = Try(parsed.GetValue(_person), PersonIds.Parse, problems) ?? [];
        if (people.Count > 0 && parsed.GetValue(_ports) > people.Count)
            problems.Add($"--ports {parsed.GetValue(_ports)}: --person names {RecordProgress.People(people.Count)} only");
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
        return new RecordOptions
        {
            Broker = broker,
            Out = parsed.GetValue(_out)!,
            Format = parsed.GetValue(_format),
            From = from ?? (to is null ? TopicPosition.Latest : TopicPosition.Earliest),
            To = to,
            Length = parsed.GetValue(_seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            RigName = parsed.GetValue(_rigName),
            Streams = parsed.GetValue(_streams) ?? [],
            People = people,
            RigFile = parsed.GetValue(_rig),
            Up = parsed.GetResult(_up) is null ? null : up,
            Rate = parsed.GetValue(_rate),
            IsSmooth = parsed.GetValue(_smooth),
            Layouts = parsed.GetValue(_layouts),
            Ports = parsed.GetValue(_ports) ?? 1,
            Overwrite = parsed.GetValue(_overwrite),
            Encoding = EncodingName.Parse(parsed.GetValue(_encoding)!),
        };
    }

    private static T? Try<T>(string? text, Func<string, T> parse, List<string> problems)
        where T : class
    {
        try
        {
            return text is null ? null : parse(text);
        }
        catch (ConfigurationException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }

    private static Option<string?> Text(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };
}
