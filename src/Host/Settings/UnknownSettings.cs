using Microsoft.Extensions.Configuration;
using StreamLift.Fuser;
using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>Settings of the file or the environment that do not exist. Without this check a misspelt setting would be ignored silently.</summary>
internal static class UnknownSettings
{
    private static readonly Dictionary<string, Type?> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Service"] = typeof(ServiceOptions),
        ["Ingest"] = typeof(IngestOptions),
        ["Lifter"] = typeof(LifterOptions),
        ["Fuser"] = typeof(FuserOptions),
        ["Sink"] = typeof(SinkOptions),
        ["Kafka"] = null, // any librdkafka property
    };

    /// <summary>One line for each.</summary>
    public static IEnumerable<string> In(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection("StreamLift").GetChildren())
        {
            if (!Sections.TryGetValue(section.Key, out var options))
                yield return $"StreamLift:{section.Key}: no such section; the sections are {string.Join(", ", Sections.Keys)}";
            else if (options is not null)
                foreach (
                    var key in section
                        .GetChildren()
                        .Select(setting => setting.Key)
                        .Where(key => !Names(options).Contains(key, StringComparer.OrdinalIgnoreCase))
                )
                    yield return $"StreamLift:{section.Key}:{key}: no such setting; the settings are {string.Join(", ", Names(options))}";
        }
    }

    private static IEnumerable<string> Names(Type options) =>
        options.GetProperties().Where(property => property.CanWrite || property.Name == "Kafka").Select(property => property.Name);
}
