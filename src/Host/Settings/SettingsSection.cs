using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace StreamLift.Host.Settings;

/// <summary>
/// Binds one options type to its configuration section: <c>IngestOptions</c> to <c>StreamLift:Ingest</c>. A value that does not fit its property leaves the
/// default in place and becomes a validation error, so that one run reports every problem of the section.
/// </summary>
internal sealed class SettingsSection<T>(IConfiguration configuration) : IConfigureOptions<T>, IValidateOptions<T>
    where T : class, new()
{
    private const string LibrdkafkaProperties = "Kafka";

    private readonly IConfigurationSection _section = configuration.GetSection(Path);

    /// <summary>The section's path.</summary>
    public static string Path { get; } = "StreamLift:" + typeof(T).Name[..^"Options".Length];

    /// <summary>The settings as they are configured, not yet validated: for settings of other sections that default to them.</summary>
    public T Bind()
    {
        var options = new T();
        Configure(options);
        return options;
    }

    /// <inheritdoc/>
    public void Configure(T options) => Bind(options);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, T options) =>
        Bind(new T()) is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private List<string> Bind(T options)
    {
        var problems = new List<string>();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var setting = _section.GetSection(property.Name);
            if (property.Name == LibrdkafkaProperties && property.GetValue(options) is Dictionary<string, string> kafka)
                foreach (var item in setting.GetChildren())
                    kafka[item.Key] = item.Value ?? "";
            else if (property.CanWrite && setting.GetChildren().Any())
                problems.Add($"{setting.Path}: takes one value, not a list or an object");
            else if (property.CanWrite && setting.Value is { } text) // null, as JSON can write it, keeps the default
            {
                if (SettingValue.Problem(setting.Path, text, property.PropertyType, out var value) is { } problem)
                    problems.Add(problem);
                else
                    property.SetValue(options, value);
            }
        }

        return problems;
    }
}
