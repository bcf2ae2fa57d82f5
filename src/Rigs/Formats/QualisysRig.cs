using System.Globalization;
using System.Xml.Linq;
using StreamLift.Rigs.Drafts;

namespace StreamLift.Rigs.Formats;

/// <summary>
/// Qualisys' .qca.txt: XML; mm; lens in 1/64 px; x, y, z is the camera's position. R = diag(1, −1, −1)·(rij by rows). Pose2Sim divides the
/// distortion by 64 too, like pixels; it has no unit, so it is taken as it is. Sources: perfanalytics/pose2sim Pose2Sim/calibration.py (read_qca),
/// and its rig in both formats. Theia writes the same XML with the lens in px and R, t from world to camera.
/// </summary>
internal static class QualisysRig
{
    private const double Subpixels = 64;

    public static bool Is(XElement root) => root.Name == "calibration" && root.Elements("cameras").Elements("camera").Elements("intrinsic").Any();

    public static RigDraft Read(XElement root, List<string> problems)
    {
        var (cameras, left) = (new List<CameraDraft>(), new List<string>());
        foreach (var camera in root.Elements("cameras").Elements("camera"))
        {
            var (name, model) = ((string?)camera.Attribute("serial") ?? "", ((string?)camera.Attribute("model") ?? "").ToLowerInvariant());
            if (
                model.Length > 0
                && !model.Contains("video", StringComparison.Ordinal)
                && !model.Contains("hybrid", StringComparison.Ordinal)
                && model != "none"
            )
                left.Add(name);
            else
                cameras.Add(Camera(name, camera, problems));
        }
        return new RigDraft("Qualisys' .qca.txt", RigUnit.Millimetre, cameras)
        {
            Up = WorldUp.Z,
            Notes = left.Count > 0 ? [$"left out: {string.Join(", ", left)}, which are marker cameras without video"] : [],
        };
    }

    private static CameraDraft Camera(string name, XElement camera, List<string> problems)
    {
        double Number(string element, string attribute)
        {
            var text = (string?)camera.Element(element)?.Attribute(attribute);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            problems.Add($"camera \"{name}\": <{element} {attribute}> is missing or no number");
            return 0;
        }

        var (left, top) = (Number("fov_video", "left"), Number("fov_video", "top"));
        var (width, height) = (Number("fov_video", "right") - left + 1, Number("fov_video", "bottom") - top + 1);
        // Theia's sensor is as large as the image, Qualisys' has 64 units a pixel.
        var unit = Number("intrinsic", "sensorMaxU") > 4 * (left + width) ? Subpixels : 1;
        double Pixels(string attribute) => Number("intrinsic", attribute) / unit;
        var r = new double[9];
        for (var row = 0; row < 3; row++)
        for (var column = 0; column < 3; column++)
            r[(3 * row) + column] = Number("transform", $"r{row + 1}{column + 1}");
        double[] place = [Number("transform", "x"), Number("transform", "y"), Number("transform", "z")];
        return new CameraDraft(name)
        {
            Size = [width, height],
            Matrix = [Pixels("focalLengthU"), 0, Pixels("centerPointU") - left, 0, Pixels("focalLengthV"), Pixels("centerPointV") - top, 0, 0, 1],
            Distortion =
            [
                Number("intrinsic", "radialDistortion1"),
                Number("intrinsic", "radialDistortion2"),
                Number("intrinsic", "tangentalDistortion1"),
                Number("intrinsic", "tangentalDistortion2"),
                Number("intrinsic", "radialDistortion3"),
            ],
            Rotation = unit == 1 ? r : [r[0], r[1], r[2], -r[3], -r[4], -r[5], -r[6], -r[7], -r[8]],
            Translation = place,
            IsCentre = unit != 1,
        };
    }
}
