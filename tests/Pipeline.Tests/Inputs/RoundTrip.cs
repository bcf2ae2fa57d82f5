using System.Text;
using Confluent.Kafka;
using StreamLift.Datasets;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Inputs;

/// <summary>Recorded motion through every format of a detector's files, and beside it as our own message: once for all tests.</summary>
internal static class RoundTrip
{
    /// <summary>Frames of a stream.</summary>
    public const int Frames = 200;

    private static readonly Lock Once = new();
    private static Task<Poses>? _files;

    /// <summary>The stream of a format's file.</summary>
    public static string FileStream(string format) => $"file/{format}";

    /// <summary>The stream of the same frames as our own messages.</summary>
    public static string OwnStream(string format) => $"own/{format}";

    /// <summary>The poses by stream, frame and person.</summary>
    public static Task<Poses> OfFilesAsync(Cluster cluster)
    {
        lock (Once)
            return _files ??= Task.Run(() => RunAsync(cluster));
    }

    /// <summary>The largest distance of a joint, mm.</summary>
    public static double Apart(float[] one, float[] other)
    {
        Assert.Equal(51, one.Length);
        Assert.Equal(51, other.Length);
        return Enumerable.Range(0, 17).Max(joint => Math.Sqrt(Enumerable.Range(3 * joint, 3).Sum(axis => Math.Pow((double)one[axis] - other[axis], 2))));
    }

    /// <summary>A take of the recording as a detector with a layout sees it.</summary>
    /// <param name="motion">The take as a camera sees it.</param>
    /// <param name="layout">The detector's layout; joints that the recording lacks are not seen.</param>
    /// <param name="people">1, or 2: the second is the same performer half a take later, beside the first.</param>
    public static WrittenTake Seen(Sequence motion, Skeleton layout, int people)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(motion.Layout, layout);
        return new WrittenTake(
            layout,
            motion.Camera.Intrinsics.Width,
            motion.Camera.Intrinsics.Height,
            [
                .. Enumerable
                    .Range(0, Frames)
                    .Select(number => new WrittenFrame(
                        number,
                        [.. Enumerable.Range(0, people).Select(person => new WrittenPerson(5 + person, 0.75f, Keypoints(number, person)))]
                    )),
            ]
        );

        float[] Keypoints(int number, int person)
        {
            var keypoints = new float[3 * layout.Count];
            map.Apply(motion.Keypoints(number + 50 * person), keypoints);
            for (var at = 0; at < keypoints.Length; at += 3)
                if (keypoints[at + 2] > 0)
                    keypoints[at] += 20 * person;
            return keypoints;
        }
    }

    /// <summary>The frames of a take as our own records.</summary>
    public static IEnumerable<Message<byte[]?, byte[]?>> Own(string stream, WrittenTake take)
    {
        var (encoder, frame) = (new FrameEncoder(), new KeypointFrame());
        foreach (var written in take.Frames)
        {
            frame.Begin(stream, written.Number, 1767225600000 + written.Number, take.Layout, take.Width, take.Height);
            foreach (var person in written.People)
                frame.AddPerson(person.Id, person.Score, person.Keypoints);
            yield return new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(stream), Value = encoder.Encode(WireEncoding.Protobuf, frame).ToArray() };
        }
    }

    /// <summary>Lifts what is on a topic, and reads the poses.</summary>
    public static async Task<Poses> LiftAsync(TestPipeline pipeline, params IEnumerable<string> more)
    {
        await pipeline.ToEndAsync(["--precision", "fp32", .. more]);
        var (poses, decoder, frames) = (new Poses(), new PoseDecoder(), new PoseFrames());
        foreach (var record in pipeline.Poses())
        {
            Assert.True(decoder.TryDecode(WireEncoding.Protobuf, record.Message.Value, frames, out var error), error.Detail);
            for (var i = 0; i < frames.Count; i++)
                poses.Add(frames[i]);
        }
        return poses;
    }

    private static async Task<Poses> RunAsync(Cluster cluster)
    {
        var motion = Dataset.Open(new DatasetOptions { Path = Path.Combine(SharedData.Cmu, "bvh") }).Sequences.First(take => take.Frames >= Frames + 50);
        var pipeline = await cluster.PipelineAsync();
        var folder = Directory.CreateTempSubdirectory("streamlift-round-trip-");
        try
        {
            await Task.WhenAll(DetectorFile.All.Index().Select(format => SendAsync(format.Item, $"{folder.FullName}/{format.Index}")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return await LiftAsync(pipeline, "--encoding", "protobuf");

        Task SendAsync(DetectorFile format, string path) =>
            Task.Run(async () =>
            {
                var take = Seen(motion, format.Layout, format.MostPeople);
                Directory.CreateDirectory(path);
                var source = format.Write(path, take);
                pipeline.Send(Own(OwnStream(format.Name), take));
                var row = InputsTable.Rows().Single(row => row.Format == format.Name);
                await pipeline.ProduceAsync(Options(row.Command, format, source, take));
            });
    }

    // The options of the documentation's command, with this file and this image. Sent in Protobuf, because JSON rounds to 0.01 px, and fractions of an image
    // may fall on the other side of a step.
    private static List<string> Options(string command, DetectorFile format, string source, WrittenTake take)
    {
        var words = command.Split(' ').ToList();
        Assert.Equal(["streamlift", "produce", "…"], words[..3]);
        Assert.Equal(format.Source, words[words.IndexOf("--source") + 1]);
        words[words.IndexOf("--source") + 1] = source;
        if (words.IndexOf("--image") is > 0 and var image)
            words[image + 1] = $"{take.Width}x{take.Height}";
        return ["--encoding", "protobuf", "--stream", FileStream(format.Name), .. words[3..]];
    }
}
