using System.Text.Json.Nodes;
using StreamLift.Rigs.Documents;
using StreamLift.Rigs.Drafts;

namespace StreamLift.Rigs.Formats;

/// <summary>
/// One camera, or a stereo pair, in OpenCV's FileStorage (YAML, XML or JSON), under the names that its samples and other tools use; and the XML of
/// OpenPose's 3D module, a file per camera: CameraMatrix (3×4, R and t, m), Intrinsics, Distortion (8).
/// Sources: opencv samples/cpp/calibration.cpp and stereo_calib.cpp; CMU-Perceptual-Computing-Lab/openpose doc/advanced/calibration_module.md.
/// </summary>
internal static class OpenCvRig
{
    private static readonly string[] Matrices = ["camera_matrix", "cameraMatrix", "Camera_Matrix", "intrinsic_matrix", "intrinsics", "K", "mtx"];

    private static readonly string[] Coefficients =
    [
        "distortion_coefficients",
        "distCoeffs",
        "dist_coeffs",
        "Distortion_Coefficients",
        "distortion",
        "dist",
        "D",
    ];

    /// <summary>Whether the document has a camera matrix under a known name.</summary>
    public static bool Is(JsonObject document) => document.First(Matrices) is not null || document.First("M1") is not null || IsOpenPose(document);

    public static bool IsOpenPose(JsonObject document) => document.ContainsKey("CameraMatrix") && document.ContainsKey("Intrinsics");

    /// <param name="name">The name of the camera: that of its file.</param>
    /// <param name="document">The file.</param>
    public static RigDraft Read(string name, JsonObject document)
    {
        if (IsOpenPose(document))
            return new RigDraft("OpenPose's XML", RigUnit.Metre, [OpenPoseCamera(name, document)]);
        var size = document.First("image_size", "imageSize", "size", "resolution").Numbers()
            ?? (
                document.First("image_width", "image_Width", "width").Number() is { } width
                && document.First("image_height", "image_Height", "height").Number() is { } height
                    ? [width, height]
                    : null
            );
        var (rotation, translation) = (
            document.First("R", "rotation", "rotation_matrix", "rvec").Numbers(),
            document.First("T", "t", "translation", "tvec").Numbers()
        );
        var isFisheye = document.First("fisheye_model", "fisheye") is { } fisheye && (fisheye.IsTrue() || fisheye.Number() is > 0);
        return new RigDraft(
            "OpenCV's FileStorage",
            Unit: null,
            document.First("M1") is null
                ?
                [
                    new CameraDraft(name)
                    {
                        Size = size,
                        Matrix = document.First(Matrices).Numbers(),
                        Distortion = document.First(Coefficients).Numbers(),
                        IsFisheye = isFisheye,
                        Rotation = rotation,
                        Translation = translation,
                    },
                ]
                :
                [
                    // The world is the first camera's.
                    new CameraDraft($"{name}-1")
                    {
                        Size = size,
                        Matrix = document.First("M1").Numbers(),
                        Distortion = document.First("D1").Numbers(),
                        IsFisheye = isFisheye,
                        Rotation = rotation is null ? null : [1, 0, 0, 0, 1, 0, 0, 0, 1],
                        Translation = rotation is null ? null : [0, 0, 0],
                    },
                    new CameraDraft($"{name}-2")
                    {
                        Size = size,
                        Matrix = document.First("M2").Numbers(),
                        Distortion = document.First("D2").Numbers(),
                        IsFisheye = isFisheye,
                        Rotation = rotation,
                        Translation = translation,
                    },
                ]
        );
    }

    /// <summary>The camera of an OpenPose file.</summary>
    public static CameraDraft OpenPoseCamera(string name, JsonObject document)
    {
        var rt = document.First("CameraMatrix").Numbers();
        return new CameraDraft(name)
        {
            Matrix = document.First("Intrinsics").Numbers(),
            Distortion = document.First("Distortion").Numbers(),
            Rotation = rt is { Length: 12 } ? [.. rt[..3], .. rt[4..7], .. rt[8..11]] : rt,
            Translation = rt is { Length: 12 } ? [rt[3], rt[7], rt[11]] : rt,
        };
    }
}
