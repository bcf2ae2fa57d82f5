using System.Diagnostics;
using System.Text.RegularExpressions;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>The sample in Python, as a user runs it.</summary>
public sealed class PythonClientTests(Cluster cluster)
{
    [PythonFact]
    public async Task Python_sample_sends_frames_and_prints_the_returned_poses()
    {
        var pipeline = await cluster.PipelineAsync();
        using var run = await pipeline.StartAsync();
        var script = Path.Combine(SharedData.RepositoryRoot, "samples", "python", "read_poses.py");
        var printed = await Command.OutputAsync(PythonFactAttribute.Python!, [script, cluster.Bootstrap, pipeline.Input, pipeline.Output]);
        var lines = printed.Trim().Split('\n');
        Assert.Equal(
            Enumerable.Range(0, 30).Select(frame => $"cam-1 {frame} head"),
            lines.Select(line => line[..line.IndexOf(" [", StringComparison.Ordinal)])
        );
        // the head is above the hip: y points down
        Assert.All(lines, line => Assert.InRange(int.Parse(Regex.Match(line, @"\[-?\d+, (-?\d+),").Groups[1].Value), -1200, -200));
    }
}
