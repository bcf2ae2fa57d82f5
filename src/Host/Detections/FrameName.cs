using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamLift.Host.Detections;

/// <summary>The name of a file that holds one frame: the last number in it is the frame's, the rest is the sequence's.</summary>
/// <param name="Sequence">The name without the number: "cam01" of cam01.0049.json and of cam01_000000000049_keypoints.json.</param>
/// <param name="Number">The frame's number; null: the name has none.</param>
internal readonly partial record struct FrameName(string Sequence, long? Number)
{
    /// <summary>Takes a file's name apart. The endings of images and videos, which some detectors keep in the name, are no part of it.</summary>
    public static FrameName Of(string path)
    {
        var name = Endings().Replace(Path.GetFileNameWithoutExtension(path), "");
        var match = LastNumber().Match(name);
        return match.Success && long.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FrameName((name[..match.Index] + name[(match.Index + match.Length)..]).Trim('_', '-', '.', ' '), number)
            : new FrameName(name, null);
    }

    [GeneratedRegex(@"(_keypoints|_pose|\.(jpe?g|png|bmp|tiff?|webp|mp4|avi|mov|mkv|webm))+\z", RegexOptions.IgnoreCase)]
    private static partial Regex Endings();

    [GeneratedRegex(@"[0-9]+(?=[^0-9]*\z)")]
    private static partial Regex LastNumber();
}
