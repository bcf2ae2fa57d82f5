using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamLift.Files.Input;

/// <summary>The person that a file's name says: <c>walk_P3.trc</c> is person 3 of <c>walk</c>. Pose2Sim names its files so too.</summary>
internal static partial class PersonName
{
    /// <summary>The recording and the person's id; 0 where the name says none.</summary>
    public static (string Recording, long Id) Of(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var match = Person().Match(name);
        return match.Success && long.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (match.Groups[1].Value, id)
            : (name, 0);
    }

    [GeneratedRegex(@"^(.+)_P(\d+)(?:-\d+)?$")]
    private static partial Regex Person();
}
