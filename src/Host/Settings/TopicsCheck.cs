using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Host.Brokers;
using StreamLift.Ingest;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>Checks the topics' names against each other: only here are both sides known.</summary>
internal sealed class TopicsCheck(IConfiguration configuration) : IValidateOptions<SinkOptions>
{
    public ValidateOptionsResult Validate(string? name, SinkOptions options)
    {
        var inputs = TopicNames.Split(configuration[$"StreamLift:Ingest:{nameof(IngestOptions.Input)}"] ?? "");
        var problems = new List<string>();
        if (inputs.Count > 0 && options.DeadLetters.Length == 0)
            problems.Add("no dead-letter topic: with several inputs or a pattern, name one with --dead-letters");
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
                .Select(topic => $"{topic.Flag} {topic.Name}: no topic's name; up to 249 letters, digits, '.', '_' and '-' make one")
        );
        if (inputs.Any(input => TopicNames.Matches(input, options.Output)))
            problems.Add($"--output {options.Output}: it is an input as well; its records would go round for ever");
        if (inputs.Any(input => TopicNames.Matches(input, options.DeadLetters)))
            problems.Add($"--dead-letters {options.DeadLetters}: it is an input as well; its records would go round for ever");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
