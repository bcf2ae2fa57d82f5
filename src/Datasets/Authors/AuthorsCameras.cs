using System.Collections.Immutable;
using StreamLift.Datasets.Hdf5;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Authors;

/// <summary>
/// Reads cameras.h5: subjectS/cameraC/{R, T, f, c, k, p, Name}. The file was written in column-major order, so R is transposed. x = R(X − T), hence t
/// = −R·T. The distortion has Human3.6M's form. Without the file, Human3.6M's published cameras are used; they are the same.
/// </summary>
internal sealed class AuthorsCameras(string? path)
{
    /// <summary>Finds cameras.h5 in the data's folder or in its parent folder, where the authors' repository has it.</summary>
    public static AuthorsCameras Beside(string folder) =>
        new(
            new[] { folder, Path.GetDirectoryName(Path.GetFullPath(folder).TrimEnd('/', '\\')) ?? folder }
                .Select(f => Path.Combine(f, "cameras.h5"))
                .FirstOrDefault(File.Exists)
        );

    // The largest camera number that is looked for. Human3.6M has four cameras, other recordings in its layout may have more. A missing number must
    // not hide the cameras after it.
    private const int Most = 64;

    /// <summary>The cameras in the order of the file, which is ascending by serial number.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, or a camera number is missing.</exception>
    public IReadOnlyList<Camera> Of(string subject)
    {
        if (path is null)
            return [.. Human36mCameras.Serials.Select(s => Human36mCameras.Find(subject, s)).OfType<Camera>()];
        using var file = new Hdf5File(path);
        string Group(int number) => $"subject{subject[1..]}/camera{number}";
        var there = Enumerable.Range(1, Most).Where(number => file.Has(Group(number))).ToList();
        if (there.Count > 0 && there[^1] != there.Count)
            throw new ConfigurationException(
                $"{path}: {subject} has camera{there[^1]} but no camera{Enumerable.Range(1, Most).Except(there).First()}: the file is incomplete"
            );
        return [.. there.Select(number => Read(file, subject, Group(number)))];
    }

    private Camera Read(Hdf5File file, string subject, string group)
    {
        double[] Numbers(string name, int count)
        {
            var values = file.Read<double>($"{group}/{name}").Values;
            return values.Length == count && Array.TrueForAll(values, double.IsFinite)
                ? values
                : throw new ConfigurationException($"{path}: {group}/{name} must have {count} finite numbers");
        }

        var stored = Numbers("R", 9);
        ImmutableArray<double> r = [stored[0], stored[3], stored[6], stored[1], stored[4], stored[7], stored[2], stored[5], stored[8]];
        var (place, f, c, k, p) = (Numbers("T", 3), Numbers("f", 2), Numbers("c", 2), Numbers("k", 3), Numbers("p", 2));
        ImmutableArray<double> t = [.. Enumerable.Range(0, 3).Select(i => -(r[3 * i] * place[0] + r[3 * i + 1] * place[1] + r[3 * i + 2] * place[2]))];
        var name = string.Concat(file.Read<ushort>($"{group}/Name").Values.Select(character => (char)character));
        // The file does not contain the image size. The sizes of Human3.6M's cameras differ by two lines.
        var known = Human36mCameras.Find(subject, name)?.Intrinsics;
        var lens = new Intrinsics(
            known?.Width ?? 1000,
            known?.Height ?? 1000,
            f[0],
            f[1],
            c[0],
            c[1],
            new Distortion(DistortionForm.Human36M, k[0], k[1], k[2], p[0], p[1])
        );
        return new Camera(name, lens, new Extrinsics(r, t));
    }
}
