namespace StreamLift.Poses;

/// <summary>Two published polynomials of lens distortion. Their coefficients have the same names and mean different things.</summary>
public enum DistortionForm
{
    /// <summary>Human3.6M's own: tangential term p1·y + p2·x.</summary>
    Human36M,

    /// <summary>OpenCV's (Brown–Conrady): tangential term 2·(p1·y + p2·x).</summary>
    OpenCv,
}
