using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Tests.Runs;

[Collection(TorchCollection.Name)]
public class SafeTensorsTests
{
    [Fact]
    public void Checkpoint_file_has_the_shape_of_each_tensor_as_safetensors_requires()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder);
        var header = Header(File.ReadAllBytes(path), out _);
        long[] Shape(string name) => header[name]!["shape"].Deserialize<long[]>()!;
        Assert.Equal([32, Recording.InputWidth], Shape("enter.weight"));
        Assert.Equal([32, Recording.InputWidth], Shape("average.enter.weight"));
        Assert.Equal([32, Recording.InputWidth], Shape("adam.square.enter.weight"));
        Assert.Equal([32], Shape("blocks.0.first.variance"));
        Assert.Equal([48, 32], Shape("weight"));
        Assert.Equal([2, Recording.InputWidth], Shape("canary"));
        foreach (var (name, entry) in header.Where(entry => entry.Key != "__metadata__"))
        {
            var offsets = entry!["data_offsets"].Deserialize<long[]>()!;
            Assert.True(offsets[1] - offsets[0] == Shape(name).Aggregate(4L, (size, length) => size * length), name);
        }
    }

    [Fact]
    public void Checkpoint_file_of_an_older_version_with_flat_shapes_is_read_and_resumed()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder);
        var before = Checkpoint.Read(path);
        var file = File.ReadAllBytes(path);
        var header = Header(file, out var start);
        foreach (var (name, entry) in header.Where(entry => entry.Key != "__metadata__"))
            entry!["shape"] = new JsonArray(entry["shape"].Deserialize<long[]>()!.Aggregate(1L, (count, length) => count * length));
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. file[start..]]);

        var after = Checkpoint.Read(path);
        Assert.Equal(before.Tensors.Keys.Order(), after.Tensors.Keys.Order());
        Assert.All(before.Tensors, tensor => Assert.Equal(tensor.Value, after.Tensors[tensor.Key]));
        after.Restore(Recording.Trained(1).Learner);
    }

    private static string Write(TemporaryFolder folder)
    {
        var (learner, normalization, _) = Recording.Trained(2);
        var record = new RunRecord
        {
            Shape = Recording.Small,
            FeaturesVersion = Recording.Image.Version,
            Recipe = Recipe.Fast.Name,
            Epochs = 2,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "",
        };
        Checkpoint.Of(record, normalization, new float[2 * Recording.InputWidth], learner).Write(folder.File("a.safetensors"));
        return folder.File("a.safetensors");
    }

    private static JsonObject Header(byte[] file, out int start)
    {
        start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        return JsonNode.Parse(file[8..start])!.AsObject();
    }
}
