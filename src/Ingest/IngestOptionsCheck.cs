using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Lanes;
using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Ingest;

/// <summary>Checks the settings of reading. Reports every problem, one line each.</summary>
internal sealed partial class IngestOptionsCheck : IValidateOptions<IngestOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Bootstrap))
            problems.Add("no broker: name one with --bootstrap host:port");
        if (string.IsNullOrWhiteSpace(options.Input))
            problems.Add("no input topic: name one with --input");
        if (string.IsNullOrWhiteSpace(options.Group))
            problems.Add("no consumer group: name one with --group");
        if (options.CommitInterval is { TotalMilliseconds: < 1 or > 60_000 })
            problems.Add("--commit-interval: from 1 to 60000 milliseconds");
        if (!InstanceName().IsMatch(options.Instance))
            problems.Add("--instance: only letters, digits, '.', '_' and '-'");
        if (options.Image.Length > 0 && !ImageSize().IsMatch(options.Image))
            problems.Add("--image: write it as 1920x1080");
        if (options.Layout.Length > 0 && options.Encoding != InputEncoding.Auto)
            problems.Add("--layout is used only with --encoding auto: add that, or leave --layout out; StreamLift's own messages name their layout");
        if (options.MaxBytes is < 256 or > 1 << 30)
            problems.Add("--max-bytes: from 256 to 1073741824");
        if (options.MaxPeople is < 1 or > 10_000)
            problems.Add("--max-people: from 1 to 10000");
        if (options.MaxFrames is < 1 or > 10_000)
            problems.Add("--max-frames: from 1 to 10000");
        if (options.DrainTimeout.TotalSeconds is < 0 or > 240)
            problems.Add("--drain-timeout: from 0 to 240 seconds; after 300 seconds without a poll the group takes the partitions away");
        problems.AddRange(ConsumerSettings.Problems(options));
        try
        {
            StartPosition.Parse(options.From);
        }
        catch (ConfigurationException e)
        {
            problems.AddRange(e.Problems);
        }

        // Transactional ids contain the instance's name: two processes that shared one would fence each other.
        if (options.Guarantee == Guarantee.ExactlyOnce && options.Instance.Length == 0)
            problems.Add(
                "--guarantee ExactlyOnce: name this process with --instance NAME; the name is part of its transactional ids. Each process of the group needs "
                    + "its own name and keeps it across restarts"
            );
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]*\z")]
    private static partial Regex InstanceName();

    [GeneratedRegex(@"\A[1-9][0-9]{0,5}x[1-9][0-9]{0,5}\z")]
    private static partial Regex ImageSize();
}
