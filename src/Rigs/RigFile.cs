using System.Text;
using System.Text.Json.Nodes;
using StreamLift.Poses;
using StreamLift.Rigs.Documents;
using StreamLift.Rigs.Drafts;
using StreamLift.Rigs.Formats;

namespace StreamLift.Rigs;

/// <summary>Reads calibration files of any known tool, told apart by their content.</summary>
public static class RigFile
{
    private const long Largest = 16L << 20;

    /// <summary>What can be read, for messages.</summary>
    public const string Known =
        "StreamLift's JSON, TOML of Pose2Sim, anipose, FreeMoCap or Caliscope, Qualisys' .qca.txt, EasyMocap's intri.yml and extri.yml, OpenCV's YAML, XML or "
        + "JSON, OpenPose's XML, JSON of CMU Panoptic, VoxelPose or 4D Association, bioCV's .calib";

    /// <summary>Reads all rigs of a file: StreamLift's own may hold a list of them, others hold one.</summary>
    /// <param name="path">The file, or a folder of files that belong together.</param>
    /// <exception cref="ConfigurationException">As <see cref="Read"/>.</exception>
    public static IReadOnlyList<Rig> ReadAll(string path)
    {
        if (Directory.Exists(path))
            return [RigFolder.Read(path)];
        var text = Text(path);
        return !text.StartsWith('<') && IsJson(path, text) ? JsonRig.ReadAll(path, text) : [Of(path, text)];
    }

    /// <summary>Reads all rigs of several files, each with its file.</summary>
    /// <param name="paths">The files or folders.</param>
    /// <param name="problems">Receives the faults of the files that can't be read, each with the file's name.</param>
    public static List<(string Path, Rig Rig)> ReadAll(IReadOnlyList<string> paths, List<string> problems)
    {
        var rigs = new List<(string Path, Rig Rig)>();
        foreach (var path in paths)
        {
            try
            {
                rigs.AddRange(ReadAll(path).Select(rig => (path, rig)));
            }
            catch (ConfigurationException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        return rigs;
    }

    /// <summary>Reads a file, or a folder of files that belong together (OpenPose's and bioCV's per camera, EasyMocap's two).</summary>
    /// <param name="path">The file or folder. Of a list of rigs all cameras are in the result.</param>
    /// <exception cref="ConfigurationException">It can't be read, has an unknown format, or faults: lists all, each with the file's name.</exception>
    public static Rig Read(string path)
    {
        var rigs = ReadAll(path);
        return rigs is [var only]
            ? only
            : new Rig(NameOf(path), rigs[0].Format, rigs[0].Unit, null, [.. rigs.SelectMany(rig => rig.Cameras)], [.. rigs.SelectMany(rig => rig.Notes)])
            {
                Warnings = [.. rigs.SelectMany(rig => rig.Warnings)],
            };
    }

    private static Rig Of(string path, string text)
    {
        if (text.StartsWith('<'))
            return OfXml(path, text);
        if (text.StartsWith("%YAML", StringComparison.Ordinal) || text.StartsWith("---", StringComparison.Ordinal) || text.Contains("!!opencv-matrix"))
            return RigFolder.OfYaml(path, YamlText.Parse(path, text));
        if (BioCvRig.Read(NameOf(path), text) is { } camera)
            return RigBuilder.Build(new RigDraft(BioCvRig.Format, RigUnit.Millimetre, [camera]), path);
        if (path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) || text.Contains("\n[") || text.StartsWith('['))
        {
            var document = TomlText.Parse(path, text);
            return TomlRig.Is(document)
                ? RigBuilder.Build(TomlRig.Read(document), path)
                : throw new ConfigurationException($"{path}: no table has \"size\" or \"matrix\", so it is no calibration");
        }
        throw new ConfigurationException($"{path}: the format is not known; read are {Known}");
    }

    /// <summary>The content of a text file without byte order mark and leading space.</summary>
    internal static string Text(string path)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path) is { Length: > Largest } large)
                throw new ConfigurationException($"{path}: {large.Length:N0} bytes are too many for a calibration");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: can't be read: {e.Message}");
        }
        if (bytes is [0x80, < 6, ..])
            throw new ConfigurationException(
                $"{path}: a Python pickle (OpenCap's cameraIntrinsicsExtrinsics.pickle) can run code and is not read; Pose2Sim converts it to TOML "
                    + "(convert_from = 'opencap')"
            );
        if (bytes.AsSpan().Contains((byte)0))
            throw new ConfigurationException($"{path}: not a text file; read are {Known}");
        return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').TrimStart();
    }

    // A table of TOML begins with a bracket too.
    private static bool IsJson(string path, string text) =>
        text.StartsWith('{')
        || (text.StartsWith('[') && (text.AsSpan(1).TrimStart().StartsWith("{") || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)));

    internal static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static Rig OfXml(string path, string text)
    {
        var root = XmlText.Parse(path, text);
        if (QualisysRig.Is(root))
        {
            var problems = new List<string>();
            var draft = QualisysRig.Read(root, problems);
            return problems.Count == 0
                ? RigBuilder.Build(draft, path)
                : throw new ConfigurationException([.. problems.Select(problem => $"{path}: {problem}")]);
        }
        var document = root.Name == "opencv_storage" ? XmlText.FileStorage(root) : [];
        return OpenCvRig.Is(document)
            ? RigBuilder.Build(OpenCvRig.Read(NameOf(path), document), path)
            : throw new ConfigurationException($"{path}: the XML <{root.Name.LocalName}> is no known calibration; read are {Known}");
    }
}
