using StreamLift.Datasets.Numpy;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.VideoPose3D;

/// <summary>
/// VideoPose3D's data_3d_*.npz: positions_3d = subject → action → (N, 32 or 17, 3), metres, z up. It contains no cameras, so Human3.6M's are used.
/// </summary>
internal sealed class VideoPoseRecordings : IRecordings
{
    private readonly string _path;
    private readonly SubjectTable _table;

    public VideoPoseRecordings(string path)
    {
        _path = path;
        _table = SubjectTable.Read(path, "positions_3d");
    }

    public string Description => $"VideoPose3D's data {_path}";

    public LengthUnit? Unit => LengthUnit.Metre;

    public IReadOnlyList<string> Subjects => _table.Subjects;

    public IEnumerable<Take> TakesOf(string subject) => _table.ActionsOf(subject).Select(a => new Take(subject, a.Name, Positions(subject, a)));

    public IReadOnlyList<Camera> CamerasOf(string subject) =>
        [.. Human36mCameras.Serials.Select(serial => Human36mCameras.Find(subject, serial)).OfType<Camera>()];

    private float[] Positions(string subject, (string Name, object? Value) action) => _table.Guarded($"{subject}/{action.Name}", () =>
        {
            if (action.Value is not NumpyArray { Shape: [var frames, Human36mJoints.Recorded or 17, 3] shape } array)
                throw new InvalidDataException($"the value is {SubjectTable.Shown(action.Value)}; expected is (frames, 32, 3)");
            var joints = shape[1];
            var recorded = array.TakeFloats();
            var world = new float[frames * Skeletons.PoseWidth];
            for (var frame = 0; frame < frames; frame++)
            for (var j = 0; j < 17; j++)
            for (var axis = 0; axis < 3; axis++)
                world[frame * Skeletons.PoseWidth + 3 * j + axis] = 1000f * recorded[(frame * joints + (joints == 17 ? j : Human36mJoints.Used[j])) * 3 + axis];
            return world;
        });
}
