using System.Text.Json.Nodes;
using StreamLift.Poses;
using StreamLift.Rigs.Documents;
using StreamLift.Rigs.Drafts;
using StreamLift.Rigs.Formats;

namespace StreamLift.Rigs;

/// <summary>Reads calibrations of several files in one folder.</summary>
internal static class RigFolder
{
    /// <exception cref="ConfigurationException">The folder has no calibration, or one with faults.</exception>
    public static Rig Read(string folder)
    {
        if (File.Exists(Path.Combine(folder, EasyMocapRig.Intrinsics)))
            return RigFile.Read(Path.Combine(folder, EasyMocapRig.Intrinsics));
        var cameras = new List<CameraDraft>();
        foreach (var file in Files(folder, "*.xml"))
            if (
                XmlText.Parse(file, RigFile.Text(file)) is { Name.LocalName: "opencv_storage" } root
                && XmlText.FileStorage(root) is var document
                && OpenCvRig.IsOpenPose(document)
            )
                cameras.Add(OpenCvRig.OpenPoseCamera(RigFile.NameOf(file), document));
        if (cameras.Count > 0)
            return RigBuilder.Build(new RigDraft("OpenPose's XML", RigUnit.Metre, cameras), folder);
        foreach (var file in Files(folder, "*.calib"))
            cameras.Add(
                BioCvRig.Read(RigFile.NameOf(file), RigFile.Text(file))
                    ?? throw new ConfigurationException($"{file}: no {BioCvRig.Format}: expected are width, height, K, [R|t] of 4 rows and 4 or 5 coefficients")
            );
        if (cameras.Count > 0)
            return RigBuilder.Build(new RigDraft(BioCvRig.Format, RigUnit.Millimetre, cameras), folder);
        return (string[])[.. Files(folder, "*.toml"), .. Files(folder, "*.qca.txt")] switch
        {
            [var only] => RigFile.Read(only),
            [] => throw new ConfigurationException(
                $"{folder}: the folder has neither {EasyMocapRig.Intrinsics} nor OpenPose's *.xml nor bioCV's *.calib nor a *.toml; give the calibration itself"
            ),
            var several => throw new ConfigurationException(
                $"{folder}: the folder has {several.Length} calibrations; give one of them: {string.Join(", ", several.Select(Path.GetFileName))}"
            ),
        };
    }

    /// <summary>The rig of a file in OpenCV's YAML: EasyMocap's with the other file beside it, or one camera.</summary>
    public static Rig OfYaml(string path, JsonObject document)
    {
        if (!EasyMocapRig.Is(document))
            return OpenCvRig.Is(document)
                ? RigBuilder.Build(OpenCvRig.Read(RigFile.NameOf(path), document), path)
                : throw new ConfigurationException(
                    $"{path}: the YAML has no camera matrix under a known name (camera_matrix, cameraMatrix, K, M1) and no list of names as EasyMocap's"
                );
        var isExtrinsics = Path.GetFileName(path).StartsWith("extri", StringComparison.OrdinalIgnoreCase);
        var other = Path.Combine(
            Path.GetDirectoryName(path)!,
            Path.GetFileName(path).Replace(isExtrinsics ? "extri" : "intri", isExtrinsics ? "intri" : "extri", StringComparison.OrdinalIgnoreCase)
        );
        var beside = other != path && File.Exists(other) ? YamlText.Parse(other, RigFile.Text(other)) : null;
        if (isExtrinsics && beside is null)
            throw new ConfigurationException($"{path}: the lenses are missing: expected is {Path.GetFileName(other)} beside it");
        return RigBuilder.Build(isExtrinsics ? EasyMocapRig.Read(beside!, document) : EasyMocapRig.Read(document, beside), path);
    }

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal);
}
