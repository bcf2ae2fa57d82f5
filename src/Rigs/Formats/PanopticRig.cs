using System.Text.Json.Nodes;
using StreamLift.Rigs.Documents;
using StreamLift.Rigs.Drafts;

namespace StreamLift.Rigs.Formats;

/// <summary>
/// Research data sets in JSON. CMU Panoptic's calibration_*.json: "cameras" with K, distCoef, R, t, cm, y down. VoxelPose's: by camera R, T, fx, fy, cx, cy,
/// k (k1, k2, k3), p; mm; T is the position: x = R(X − T). 4D Association's: K, RT or R and T, m. Sources: panoptic-toolbox python/panutils.py,
/// microsoft/voxelpose-pytorch lib/utils/cameras_cpu.py, zhangyux15/4d_association src/camera.cpp.
/// </summary>
internal static class PanopticRig
{
    public static bool IsPanoptic(JsonNode? document) =>
        document.First("cameras") is JsonArray cameras && cameras.Any(camera => camera.First("K") is not null && camera.First("R") is not null);

    public static RigDraft ReadPanoptic(JsonNode document) =>
        new(
            "CMU Panoptic's JSON",
            RigUnit.Centimetre,
            [
                .. ((JsonArray)document["cameras"]!).Select(camera => new CameraDraft(camera.First("name").Text() ?? "")
                {
                    Size = camera.First("resolution").Numbers(),
                    Matrix = camera.First("K").Numbers(),
                    Distortion = camera.First("distCoef").Numbers(),
                    Rotation = camera.First("R").Numbers(),
                    Translation = camera.First("t").Numbers(),
                }),
            ]
        )
        {
            Up = WorldUp.MinusY,
        };

    public static bool IsVoxelPose(JsonNode? document) => Listed(document).Any() && Listed(document).All(one => IsVoxelPoseCamera(one.Camera));

    public static RigDraft ReadVoxelPose(JsonNode document) =>
        new(
            "VoxelPose's JSON",
            RigUnit.Millimetre,
            [
                .. Listed(document)
                    .Select(one =>
                    {
                        double[] Of(string name) => one.Camera.First(name).Numbers() ?? [];
                        double At(double[] numbers, int place) => place < numbers.Length ? numbers[place] : 0;
                        var (k, p) = (Of("k"), Of("p"));
                        double[] lens = [.. Of("fx"), .. Of("fy"), .. Of("cx"), .. Of("cy")];
                        return new CameraDraft(one.Name)
                        {
                            Matrix = lens.Length == 4 ? [lens[0], 0, lens[2], 0, lens[1], lens[3], 0, 0, 1] : null,
                            Distortion = [At(k, 0), At(k, 1), At(p, 0), At(p, 1), At(k, 2)],
                            Rotation = one.Camera.First("R").Numbers(),
                            Translation = one.Camera.First("T").Numbers(),
                            IsCentre = true,
                        };
                    }),
            ]
        );

    public static bool IsFourD(JsonNode? document) =>
        document.Objects().Any() && document.Objects().All(one => one.Value.ContainsKey("K") && (one.Value.ContainsKey("RT") || one.Value.ContainsKey("R")));

    public static RigDraft ReadFourD(JsonNode document) =>
        new(
            "4D Association's JSON",
            RigUnit.Metre,
            [
                .. document
                    .Objects()
                    .Select(one =>
                    {
                        var rt = one.Value.First("RT").Numbers();
                        return new CameraDraft(one.Key)
                        {
                            Size = one.Value.First("imgSize").Numbers(),
                            Matrix = one.Value.First("K").Numbers(),
                            Distortion = one.Value.First("distCoeff").Numbers(),
                            Rotation = rt is { Length: 12 } ? [.. rt[..3], .. rt[4..7], .. rt[8..11]] : one.Value.First("R").Numbers() ?? rt,
                            Translation = rt is { Length: 12 } ? [rt[3], rt[7], rt[11]] : one.Value.First("T").Numbers() ?? rt,
                        };
                    }),
            ]
        );

    private static bool IsVoxelPoseCamera(JsonNode? camera) =>
        camera.First("R") is not null && camera.First("T") is not null && camera.First("fx") is not null && camera.First("k") is not null;

    // Either an object by camera, or by sequence with lists of cameras.
    private static IEnumerable<(string Name, JsonNode? Camera)> Listed(JsonNode? document) =>
        document is not JsonObject members ? []
        : members.Count == 1 && members.Single().Value is JsonArray cameras ? cameras.Select((camera, i) => ($"{i}", camera))
        : members.Select(member => (member.Key, member.Value));
}
