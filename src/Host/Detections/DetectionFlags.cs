using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using StreamLift.OptionParsing;
using StreamLift.Poses;

namespace StreamLift.Host.Detections;

/// <summary>The flags that only detectors' files have.</summary>
internal sealed partial class DetectionFlags
{
    /// <summary>The flag that leaves out files that can't be read.</summary>
    public const string Skip = "--skip-bad-files";

    private readonly ChoiceOption<DetectionFormat> _format = new("--format")
    {
        Description = "whose files they are [default: told apart by content]",
        HelpName = string.Join('|', Enum.GetNames<DetectionFormat>()).ToLowerInvariant(),
    };

    private readonly Option<string> _stream = new("--stream")
    {
        Description = "name of the stream; with several cameras or videos, the beginning of their names [default: the name of the file or folder]",
        HelpName = "NAME",
    };

    private readonly Option<string> _image = new("--image") { Description = "size of the image, px [default: the file's own, or none]", HelpName = "WxH" };

    private readonly Option<bool> _normalised = new("--normalised")
    {
        Description = "the coordinates are 0…1 of the image, not pixels (MediaPipe's and Ultralytics' txt always are)",
    };

    private readonly Option<bool> _skip = new(Skip) { Description = "leave out files that can't be read, with a note, instead of ending" };

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_format, _stream, _image, _normalised, _skip])
            command.Options.Add(option);
    }

    /// <summary>The names of those that were given.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
        [
            .. ((Option[])[_format, _stream, _image, _normalised, _skip])
                .Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option => option.Name),
        ];

    /// <summary>The values given.</summary>
    /// <exception cref="ConfigurationException">A value that can't be read.</exception>
    public DetectionOptions Read(ParseResult parsed, string source) =>
        new()
        {
            Source = source,
            Format = parsed.GetResult(_format) is { Implicit: false } ? parsed.GetValue(_format) : null,
            Stream = parsed.GetValue(_stream) switch
            {
                null => null,
                { } name when !string.IsNullOrWhiteSpace(name) => name,
                _ => throw new ConfigurationException("--stream: the name is empty"),
            },
            Image = parsed.GetValue(_image) is { } size ? Size(size) : null,
            IsNormalised = parsed.GetValue(_normalised),
            SkipsBadFiles = parsed.GetValue(_skip),
        };

    private static (int, int) Size(string text) =>
        WidthAndHeight().Match(text) is { Success: true } match
            ? (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
            : throw new ConfigurationException($"--image {text}: write width and height in pixels, such as 1920x1080");

    [GeneratedRegex(@"\A([1-9][0-9]{0,5})x([1-9][0-9]{0,5})\z")]
    private static partial Regex WidthAndHeight();
}
