using System.Globalization;
using System.Numerics;
using System.Text.Json;
using StreamLift.Datasets;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests.Inputs;

/// <summary>A motion file through produce, the topic, run and evaluate, against the same poses as an npz file.</summary>
public sealed class MotionFileTests(Cluster cluster)
{
    private const double MostApart = 0.01;

    [CmuFact]
    public async Task BVH_of_CMU_gives_the_same_error_as_the_same_poses_in_an_npz()
    {
        var folder = Directory.CreateTempSubdirectory("streamlift-bvh-");
        try
        {
            var bvh = Path.Combine(SharedData.Cmu, "bvh", "007_04.bvh");
            var recorded = Dataset.Open(new DatasetOptions { Path = bvh }).Sequences[0];
            var npz = NpzBuilder.Positions(Path.Combine(folder.FullName, "data_3d_same.npz"), (recorded.Subject + "npz", recorded.Action, Metres(recorded)));
            var cameras = Path.Combine(folder.FullName, "hall.json");
            await File.WriteAllTextAsync(cameras, Camera(recorded));

            var pipeline = await cluster.PipelineAsync();
            foreach (var source in (string[])[bvh, npz])
                await pipeline.ProduceAsync("--source", source, "--cameras", cameras);
            await pipeline.ToEndAsync("--precision", "fp32");
            using var own = await pipeline.EvaluateAsync("--truth", npz, "--cameras", cameras);
            using var read = await pipeline.EvaluateAsync("--truth", bvh, "--cameras", cameras);
            Assert.Equal(recorded.Frames, read.RootElement.GetProperty("frames").GetInt32());
            Assert.Equal(recorded.Frames, own.RootElement.GetProperty("frames").GetInt32());
            foreach (var protocol in (string[])["protocol1", "protocol2"])
                Assert.Equal(Error(own, protocol), Error(read, protocol), MostApart);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Error(JsonDocument scores, string protocol) =>
        Assert.Single(scores.RootElement.GetProperty("actions").EnumerateObject()).Value.GetProperty(protocol).GetDouble();

    // Human3.6M's 32 joints, of which 17 are used.
    private static float[,,] Metres(Sequence recorded)
    {
        int[] used = [0, 1, 2, 3, 6, 7, 8, 12, 13, 14, 15, 17, 18, 19, 25, 26, 27];
        var metres = new float[recorded.Frames, 32, 3];
        for (var frame = 0; frame < recorded.Frames; frame++)
        for (var i = 0; i < 51; i++)
            metres[frame, used[i / 3], i % 3] = recorded.World(frame)[i] / 1000;
        return metres;
    }

    // 8 m before the middle of the take, looking along y.
    private static string Camera(Sequence recorded)
    {
        var hips = Enumerable.Range(0, recorded.Frames).Select(frame => new Vector3(recorded.World(frame))).ToList();
        var middle = hips.Aggregate(Vector3.Add) / hips.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"front":{"width":1920,"height":1080,"fx":1400,"fy":1400,"cx":960,"cy":540,"rotation":[1,0,0,0,0,-1,0,1,0],
             "translation":[{{-middle.X}},{{middle.Z}},{{8000 - middle.Y}}] } }
            """
        );
    }
}
