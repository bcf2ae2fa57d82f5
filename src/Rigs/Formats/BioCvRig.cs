using System.Globalization;
using StreamLift.Rigs.Drafts;

namespace StreamLift.Rigs.Formats;

/// <summary>
/// bioCV's .calib, a text file per camera: width, height, K (3 rows), [R|t] (4 rows of 4, world→camera, mm), distortion (4 or 5), parted by empty lines.
/// Source: perfanalytics/pose2sim Pose2Sim/calibration.py (calib_biocv_fun).
/// </summary>
internal static class BioCvRig
{
    private const int Leading = 2 + 9 + 16;

    public const string Format = "bioCV's .calib";

    /// <summary>The camera in the text, or null where it is none.</summary>
    public static CameraDraft? Read(string name, string text)
    {
        var numbers = new List<double>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number)
                && numbers.Count < Leading + 8
            )
                numbers.Add(number);
            else
                return null;
        if (numbers.Count is not (Leading + 4 or Leading + 5))
            return null;
        var (k, rt) = (numbers[2..11], numbers[11..27]);
        return new CameraDraft(name)
        {
            Size = [numbers[0], numbers[1]],
            Matrix = [.. k],
            Distortion = [.. numbers[Leading..]],
            Rotation = [.. rt[..3], .. rt[4..7], .. rt[8..11]],
            Translation = [rt[3], rt[7], rt[11]],
        };
    }
}
