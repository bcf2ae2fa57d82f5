using PureHDF;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Tests.Recordings;

/// <summary>Writes synthetic takes in the formats of recordings.</summary>
internal static class SyntheticRecording
{
    /// <summary>The format of the 2017 authors: S9/MyPoses/3D_positions/Walking 1.h5, and cameras.h5.</summary>
    /// <returns>The folder.</returns>
    public static string Authors(string folder, params SyntheticTake[] takes) => Authors(folder, 1, takes);

    /// <summary>The same with positions in another unit, which is 1 mm / <paramref name="perMillimetre"/>.</summary>
    public static string Authors(string folder, float perMillimetre, params SyntheticTake[] takes)
    {
        foreach (var take in takes)
        {
            var (world, columns) = (take.World(), new float[96, take.Frames]);
            for (var i = 0; i < world.Length; i++)
                columns[i % 96, i / 96] = perMillimetre * world[i];
            new H5File { ["3D_positions"] = columns }.Write(Made(folder, take.Subject, "MyPoses", "3D_positions", $"{take.Action}.h5"));
        }

        var cameras = new H5File();
        foreach (var take in takes.DistinctBy(take => take.Subject))
        {
            var subject = new H5Group();
            foreach (var (index, camera) in take.Cameras.Index())
                subject[$"camera{index + 1}"] = Group(camera);
            cameras[$"subject{take.Subject[1..]}"] = subject;
        }

        cameras.Write(Made(folder, "cameras.h5"));
        return folder;
    }

    /// <summary>Stacked Hourglass detections beside the takes: S9/StackedHourglass/Walking_1.54138969.h5.</summary>
    public static void AddHourglass(string folder, params SyntheticTake[] takes)
    {
        foreach (var take in takes)
        foreach (var camera in take.Cameras)
            new H5File { ["poses"] = take.Hourglass(camera) }.Write(
                Made(folder, take.Subject, "StackedHourglass", $"{take.Action.Replace(' ', '_')}.{camera.Name}.h5")
            );
    }

    /// <summary>The format of VideoPose3D: data_3d_NAME.npz.</summary>
    /// <returns>The file.</returns>
    public static string Npz(string path, params SyntheticTake[] takes) => Npz(path, 1, takes);

    /// <summary>The same in another unit, which is 1 m / <paramref name="perMetre"/>.</summary>
    public static string Npz(string path, float perMetre, params SyntheticTake[] takes) =>
        NpzBuilder.Positions(
            path,
            [
                .. takes.Select(take =>
                {
                    var (world, metres) = (take.World(), new float[take.Frames, 32, 3]);
                    for (var i = 0; i < world.Length; i++)
                        metres[i / 96, i / 3 % 32, i % 3] = world[i] / 1000 * perMetre;
                    return (take.Subject, take.Action, metres);
                }),
            ]
        );

    /// <summary>
    /// The format of Human3.6M's download: S9/MyPoseFeatures/D3_Positions/Walking 1.cdf, and D3_Positions_mono and D2_Positions per camera.
    /// </summary>
    public static void AddCdf(string folder, params SyntheticTake[] takes)
    {
        foreach (var take in takes)
        {
            Write("D3_Positions", take.Action, 96, take.World());
            foreach (var camera in take.Cameras)
            {
                Write("D3_Positions_mono", $"{take.Action}.{camera.Name}", 96, take.Before(camera));
                Write("D2_Positions", $"{take.Action}.{camera.Name}", 64, take.Pixels(camera));
            }

            void Write(string kind, string name, int width, float[] values) =>
                File.WriteAllBytes(
                    Made(folder, take.Subject, "MyPoseFeatures", kind, name + ".cdf"),
                    new CdfBuilder { CompressedValues = true, RowMajor = false }.Write("Pose", [1, take.Frames, width], values)
                );
        }
    }

    // The file is column-major, so R is transposed. T is the position of the camera: x = R(X − T).
    private static H5Group Group(Camera camera)
    {
        var (lens, r, t) = (camera.Intrinsics, camera.Extrinsics!.Rotation, camera.Extrinsics.Translation);
        return new H5Group
        {
            ["R"] = new double[,]
            {
                { r[0], r[3], r[6] },
                { r[1], r[4], r[7] },
                { r[2], r[5], r[8] },
            },
            ["T"] = Enumerable.Range(0, 3).Select(i => -((r[i] * t[0]) + (r[3 + i] * t[1]) + (r[6 + i] * t[2]))).ToArray(),
            ["f"] = (double[])[lens.Fx, lens.Fy],
            ["c"] = (double[])[lens.Cx, lens.Cy],
            ["k"] = (double[])[lens.Distortion.K1, lens.Distortion.K2, lens.Distortion.K3],
            ["p"] = (double[])[lens.Distortion.P1, lens.Distortion.P2],
            ["Name"] = camera.Name.Select(letter => (ushort)letter).ToArray(),
        };
    }

    private static string Made(params string[] parts)
    {
        var path = Path.Combine(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
