using System.Globalization;
using System.Text;

namespace StreamLift.Tests.Recordings;

/// <summary>Writes TRC files for tests, as Pose2Sim does: y up, tabs, names over three columns.</summary>
internal static class TrcBuilder
{
    /// <param name="names">The markers.</param>
    /// <param name="points">By frame and marker: x, y, z in the file's unit; NaN where it was not seen.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="missing">What is written for a marker that was not seen.</param>
    public static string Write(string[] names, float[][] points, string unit = "m", string missing = "NaN")
    {
        var frames = points.Length / names.Length;
        var text = new StringBuilder("PathFileType\t4\t(X/Y/Z)\tname.trc\n")
            .Append("DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n")
            .Append(CultureInfo.InvariantCulture, $"60\t60\t{frames}\t{names.Length}\t{unit}\t60\t0\t{frames}\n")
            .Append("Frame#\tTime\t")
            .AppendJoin("\t\t\t", names)
            .Append("\t\t\n\t\t")
            .AppendJoin("\t", Enumerable.Range(1, names.Length).Select(i => $"X{i}\tY{i}\tZ{i}"))
            .Append('\n');
        for (var frame = 0; frame < frames; frame++)
            text.Append(CultureInfo.InvariantCulture, $"{frame}\t{frame / 60f}\t")
                .AppendJoin(
                    "\t",
                    points[(frame * names.Length)..((frame + 1) * names.Length)]
                        .SelectMany(point => point.Select(number => float.IsNaN(number) ? missing : number.ToString(CultureInfo.InvariantCulture)))
                )
                .Append('\n');
        return text.ToString();
    }
}
