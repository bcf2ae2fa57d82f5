using System.Text.Json.Nodes;
using StreamLift.Rigs.Documents;
using StreamLift.Rigs.Drafts;

namespace StreamLift.Rigs.Formats;

/// <summary>
/// EasyMocap's intri.yml and extri.yml, in OpenCV's YAML: names; K_NAME, dist_NAME (or D_NAME), H_NAME, W_NAME; Rot_NAME (3×3) and R_NAME (Rodrigues),
/// T_NAME; m, world→camera. Source: zju3dv/EasyMocap easymocap/mytools/camera_utils.py.
/// </summary>
internal static class EasyMocapRig
{
    public const string Intrinsics = "intri.yml";
    public const string Extrinsics = "extri.yml";

    public static bool Is(JsonObject document) => document["names"] is JsonArray;

    /// <param name="intrinsics">intri.yml.</param>
    /// <param name="extrinsics">extri.yml; null: there is none.</param>
    public static RigDraft Read(JsonObject intrinsics, JsonObject? extrinsics) =>
        new(
            "EasyMocap's YAML",
            RigUnit.Metre,
            [
                .. ((JsonArray)intrinsics["names"]!)
                    .Select(name => name.Text() ?? "")
                    .Select(name => new CameraDraft(name)
                    {
                        Size =
                            intrinsics.First($"W_{name}").Number() is { } width && intrinsics.First($"H_{name}").Number() is { } height
                                ? [width, height]
                                : null,
                        Matrix = intrinsics.First($"K_{name}").Numbers(),
                        Distortion = intrinsics.First($"dist_{name}", $"D_{name}").Numbers(),
                        Rotation = extrinsics.First($"Rot_{name}", $"R_{name}").Numbers(),
                        Translation = extrinsics.First($"T_{name}").Numbers(),
                    }),
            ]
        )
        {
            Notes = extrinsics is null ? [$"there is no {Extrinsics} beside it, so the positions of the cameras are not known"] : [],
        };
}
