using StreamLift.Poses.Cameras;

namespace StreamLift.Rigs.Drafts;

/// <summary>Checks and converts the lens of a draft.</summary>
/// <param name="problems">Where faults go, without the file's name.</param>
internal sealed class LensBuilder(List<string> problems)
{
    private const double LargestSide = 65535;

    // Skew of real lenses is a few hundredths of a pixel. The camera model has none.
    private const double SmallSkew = 0.5;

    // Computed matrices have rounding where zeros belong. A transposed one has the lens's centre there.
    private const double Rounding = 1e-6;

    private readonly List<string> _guessedSizes = [];

    /// <summary>The cameras whose image size was missing.</summary>
    public IReadOnlyList<string> GuessedSizes => _guessedSizes;

    /// <summary>The lens, or null where a problem was added.</summary>
    public Intrinsics? Lens(CameraDraft camera)
    {
        var before = problems.Count;
        void Problem(string what) => problems.Add($"camera \"{camera.Name}\": {what}");
        if (camera.Matrix is not { Length: 9 } k || k[8] == 0)
        {
            Problem(camera.Matrix is null ? "the camera matrix (focal length and centre) is missing" : "the camera matrix must have 3 × 3 numbers");
            return null;
        }
        var (fx, fy, cx, cy) = (k[0] / k[8], k[4] / k[8], k[2] / k[8], k[5] / k[8]);
        if (!(fx > 0 && fy > 0))
            Problem($"the focal lengths {fx:0.###} and {fy:0.###} must be above 0 px");
        if (Math.Max(Math.Abs(k[3]), Math.Max(Math.Abs(k[6]), Math.Abs(k[7]))) > Rounding * Math.Abs(k[8]))
            Problem("the camera matrix has numbers below its diagonal; it must be [fx 0 cx; 0 fy cy; 0 0 1], which MATLAB's transposed one is not");
        if (Math.Abs(k[1] / k[8]) > SmallSkew)
            Problem($"the camera matrix has a skew of {k[1] / k[8]:0.###} px, which the camera model does not have");
        var (width, height) = Size(camera, cx, cy, Problem);
        var distortion = Distorted(camera, Problem);
        return problems.Count == before ? new Intrinsics(width, height, fx, fy, cx, cy, distortion) : null;
    }

    private (int Width, int Height) Size(CameraDraft camera, double cx, double cy, Action<string> problem)
    {
        var size = camera.Size;
        if (size is null)
        {
            _guessedSizes.Add(camera.Name);
            size = [Math.Round(2 * cx), Math.Round(2 * cy)];
        }
        if (size is not [>= 1 and <= LargestSide, >= 1 and <= LargestSide] || Math.Floor(size[0]) != size[0] || Math.Floor(size[1]) != size[1])
        {
            problem($"the image size {string.Join(" × ", size)} must be whole pixels, 1 to {LargestSide}");
            return (1, 1);
        }
        return ((int)size[0], (int)size[1]);
    }

    private static Distortion Distorted(CameraDraft camera, Action<string> problem)
    {
        var k = camera.Distortion ?? [];
        double At(int place) => place < k.Length ? k[place] : 0;
        if (camera.IsFisheye)
        {
            if (k.Skip(4).Any(number => number != 0))
                problem($"a fisheye lens has 4 coefficients, k1 to k4; there are {k.Length}");
            return new Distortion(DistortionForm.Fisheye, At(0), At(1), At(2), 0, 0, At(3));
        }
        if (k.Length is not (0 or 1 or 2 or 4 or 5 or 8) && !(k.Length is 12 or 14 && k.Skip(8).All(number => number == 0)))
            problem(
                k.Length is 12 or 14
                    ? "thin prism and tilt coefficients (OpenCV's 9th to 14th) are not supported"
                    : $"there are {k.Length} distortion coefficients; OpenCV's lists have 4, 5 or 8: k1, k2, p1, p2, k3, k4, k5, k6"
            );
        return new Distortion(DistortionForm.OpenCv, At(0), At(1), At(4), At(2), At(3), At(5), At(6), At(7));
    }
}
