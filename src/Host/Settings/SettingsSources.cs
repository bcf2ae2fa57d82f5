using Microsoft.Extensions.Configuration;
using StreamLift.Poses;

namespace StreamLift.Host.Settings;

/// <summary>Where settings come from: appsettings.json, then the environment, then flags.</summary>
internal static class SettingsSources
{
    private const string File = "appsettings.json";
    private const string Common = "StreamLift:Kafka";

    /// <param name="flags">Configuration keys that the command line sets.</param>
    /// <exception cref="ConfigurationException">The file can't be read.</exception>
    public static ConfigurationManager Read(IReadOnlyDictionary<string, string?> flags)
    {
        try
        {
            var configuration = new ConfigurationManager();
            configuration
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile(File, optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(flags);
            return configuration;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // the innermost exception has the reason and the line
            throw new ConfigurationException($"{System.IO.Path.GetFullPath(File)}: {e.GetBaseException().Message}");
        }
    }

    /// <summary>
    /// The librdkafka properties of a client: first the common ones (section <c>StreamLift:Kafka</c>; the environment's STREAMLIFT__KAFKA__SASL_PASSWORD
    /// is sasl.password), then those of the client's own section.
    /// </summary>
    public static Dictionary<string, string> Kafka(IConfiguration configuration, string? section)
    {
        var properties = new Dictionary<string, string>();
        foreach (var property in configuration.GetSection(Common).GetChildren())
            properties[property.Key.Replace('_', '.').ToLowerInvariant()] = property.Value ?? "";
        foreach (var property in section is null ? [] : configuration.GetSection(section).GetChildren())
            properties[property.Key] = property.Value ?? "";
        return properties.ToDictionary(property => property.Key, property => Secrets.Resolve(property.Key, property.Value));
    }
}
