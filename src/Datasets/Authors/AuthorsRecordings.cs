using StreamLift.Datasets.Hdf5;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Authors;

/// <summary>
/// 3D positions in the format of the 2017 authors: dataset 3D_positions, (96, N), mm, world, z up. The rows are 32 joints × xyz, each column is a
/// frame.
/// </summary>
internal sealed class AuthorsRecordings : IRecordings
{
    private const int Rows = 3 * Human36mJoints.Recorded;

    private readonly Dictionary<string, string> _positions;
    private readonly AuthorsCameras _cameras;

    public AuthorsRecordings(string folder)
    {
        Description = $"the 2017 authors' data {folder}";
        _positions = AuthorsFolder.Subjects(folder).ToDictionary(s => s.Subject, s => s.Positions);
        _cameras = AuthorsCameras.Beside(folder);
    }

    public string Description { get; }

    public LengthUnit? Unit => LengthUnit.Millimetre;

    public IReadOnlyList<string> Subjects => [.. _positions.Keys];

    public IEnumerable<Take> TakesOf(string subject)
    {
        foreach (var file in Directory.EnumerateFiles(_positions[subject], "*.h5"))
            yield return new Take(subject, ActionName.Of(Path.GetFileNameWithoutExtension(file)), World(file));
    }

    public IReadOnlyList<Camera> CamerasOf(string subject) => _cameras.Of(subject);

    private static float[] World(string path)
    {
        using var file = new Hdf5File(path);
        var (shape, values) = file.Read<float>("3D_positions");
        if (shape is not [Rows, var frames])
            throw new ConfigurationException($"{path}: 3D_positions has the shape ({string.Join(", ", shape)}); expected is (96, frames)");
        var world = new float[frames * Skeletons.PoseWidth];
        for (var j = 0; j < Human36mJoints.Used.Length; j++)
        for (var axis = 0; axis < 3; axis++)
        {
            var row = values.AsSpan((3 * Human36mJoints.Used[j] + axis) * frames, frames);
            for (var frame = 0; frame < frames; frame++)
                world[frame * Skeletons.PoseWidth + 3 * j + axis] = row[frame];
        }
        return world;
    }
}
