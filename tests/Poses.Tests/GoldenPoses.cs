namespace StreamLift.Poses.Tests;

/// <summary>
/// A pose of the recorded motion (S9, Walking, frame 60, seen by 55011271, relative to the hip, to 0.1 mm) and four that are wrong about it.
/// </summary>
internal static class GoldenPoses
{
    public static readonly float[] Truth =
    [
        0f, 0f, 0f, -84.6f, -14.5f, 33.8f, -95f, 408f, -34.9f, -43.9f, 788f, 102.4f, 84.6f, 14.5f, -33.8f, 59.9f, 441.9f, -12.5f, 200.7f,
        596.9f, 341.5f, 23.6f, -216.2f, -17.1f, 20.9f, -376.3f, -49.2f, 18f, -556.1f, -90.3f, 4.4f, -692.8f, -137f, 199.3f, -371.9f,
        -136.7f, 245.4f, -107.2f, -80.2f, 233f, 72.4f, -139f, -157.6f, -380.7f, 38.2f, -138.8f, -105f, 102.7f, -184.2f, 79.3f, 100.3f,
    ];

    /// <summary>With normal noise of 40 mm on every coordinate but the root's.</summary>
    public static readonly float[] Noisy =
    [
        0f, 0f, 0f, -58.2f, -80.2f, 33.6f, -119.9f, 413.9f, -99.2f, -34.2f, 797.4f, 165.4f, 97.3f, 34.9f, -93.5f, 150f, 365.3f, 31.6f,
        187.5f, 561.7f, 315.2f, -3.3f, -201f, -21.5f, 80.2f, -449.5f, -49.3f, -17.7f, -525.1f, -175f, -9.3f, -684.4f, -196.4f, 238.7f,
        -364.8f, -96.4f, 283.8f, -146.4f, -112.1f, 224.9f, 102.3f, -105f, -186f, -405f, 6.3f, -162.2f, -114.5f, 97.4f, -101.9f, 59f, 88.8f,
    ];

    /// <summary>Turned about three axes and 1.3 times as large.</summary>
    public static readonly float[] Turned =
    [
        0f, 0f, 0f, -25.7f, 18.3f, 115.7f, 447.6f, -271.9f, 156.2f, 696f, -736.4f, 209f, 25.7f, -18.3f, -115.7f, 431.8f, -386.8f, -16.7f,
        262f, -893.7f, -6.4f, -202.4f, 187.3f, -66.4f, -332.1f, 352f, -99.8f, -473.6f, 541.4f, -139.9f, -566.2f, 704f, -163.4f, -290f,
        350f, -354.8f, -86.5f, 56.8f, -348.4f, 140.8f, -36.7f, -334.8f, -374f, 354.1f, 155.2f, -161.1f, 56.2f, 199.8f, 30.5f, -77.4f,
        279.4f,
    ];

    /// <summary>Left and right swapped, with noise of 10 mm.</summary>
    public static readonly float[] Mirrored =
    [
        0f, 0f, 0f, 91.2f, -30.9f, 33.7f, 88.8f, 409.5f, -51f, 46.3f, 790.4f, 118.2f, -81.4f, 19.6f, -48.7f, -37.4f, 422.7f, -1.5f, -204f,
        588.1f, 334.9f, -30.3f, -212.4f, -18.2f, -6.1f, -394.6f, -49.2f, -26.9f, -548.3f, -111.5f, -7.8f, -690.7f, -151.8f, -189.5f,
        -370.1f, -126.6f, -235.8f, -117f, -88.2f, -235f, 79.9f, -130.5f, 150.5f, -386.8f, 30.2f, 133f, -107.4f, 101.4f, 204.8f, 74.2f,
        97.4f,
    ];

    /// <summary>The noisy one without its depth.</summary>
    public static readonly float[] Flat =
    [
        0f, 0f, 0f, -58.2f, -80.2f, 0f, -119.9f, 413.9f, 0f, -34.2f, 797.4f, 0f, 97.3f, 34.9f, 0f, 150f, 365.3f, 0f, 187.5f, 561.7f, 0f,
        -3.3f, -201f, 0f, 80.2f, -449.5f, 0f, -17.7f, -525.1f, 0f, -9.3f, -684.4f, 0f, 238.7f, -364.8f, 0f, 283.8f, -146.4f, 0f, 224.9f,
        102.3f, 0f, -186f, -405f, 0f, -162.2f, -114.5f, 0f, -101.9f, 59f, 0f,
    ];

    public static float[] Named(string name) => name switch
    {
        "noisy" => Noisy,
        "turned" => Turned,
        "mirrored" => Mirrored,
        "flat" => Flat,
        _ => throw new ArgumentException(name),
    };
}
