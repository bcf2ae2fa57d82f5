using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>Checks the input and the output against each other: topic names, and one guarantee for both.</summary>
internal sealed class TopicsCheck(SettingsSection<IngestOptions> input) : IValidateOptions<SinkOptions>
{
    public ValidateOptionsResult Validate(string? name, SinkOptions options)
    {
        var ingest = input.Bind();
        var inputs = TopicNames.Split(ingest.Input);
        var problems = new List<string>();
        if (inputs.Count > 0 && options.DeadLetters.Length == 0)
            problems.Add("no dead-letter topic: with several inputs or a pattern, name one with --dead-letters");
        if (options.Guarantee != ingest.Guarantee)
            problems.Add($"StreamLift:Sink:Guarantee {options.Guarantee}: the input has {ingest.Guarantee}; set both with --guarantee");
        foreach (var pattern in inputs.Where(input => input.StartsWith('^')))
        {
            try
            {
                Regex.Match("", pattern);
            }
            catch (ArgumentException e)
            {
                problems.Add($"--input {pattern}: {e.Message}");
                return ValidateOptionsResult.Fail(problems);
            }
        }

        IEnumerable<(string Flag, string Name)> named =
        [
            .. inputs.Where(input => !input.StartsWith('^')).Select(input => ("--input", input)),
            ("--output", options.Output),
            ("--dead-letters", options.DeadLetters),
        ];
        problems.AddRange(
            named
                .Where(topic => topic.Name.Length > 0 && !TopicNames.IsOne(topic.Name))
                .Select(topic => $"{topic.Flag} {topic.Name}: not a valid topic name; use up to 249 letters, digits, '.', '_' and '-'")
        );
        if (inputs.Any(input => TopicNames.Matches(input, options.Output)))
            problems.Add($"--output {options.Output}: it is also an input; its records would loop forever");
        if (inputs.Any(input => TopicNames.Matches(input, options.DeadLetters)))
            problems.Add($"--dead-letters {options.DeadLetters}: it is also an input; its records would loop forever");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
