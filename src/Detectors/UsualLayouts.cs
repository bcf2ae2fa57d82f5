namespace StreamLift.Detectors;

/// <summary>The layouts that a number of joints nearly always means.</summary>
public static class UsualLayouts
{
    /// <summary>The name of the layout; null: several layouts with as many joints are in use, or none.</summary>
    public static string? Of(int joints) =>
        joints switch
        {
            17 => "coco17",
            18 => "coco18",
            26 => "halpe26",
            33 => "mediapipe33",
            34 => "nvidia34",
            133 => "wholebody133",
            136 => "halpe136",
            _ => null,
        };
}
