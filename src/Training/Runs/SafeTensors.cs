using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamLift.Poses;

namespace StreamLift.Training.Runs;

/// <summary>
/// Reads and writes float tensors in Hugging Face's safetensors format: 8 bytes for the header's length, a JSON header, the raw numbers. Python's
/// safetensors package can load the files. Unlike a pickle, the format can't contain code.
/// </summary>
internal static class SafeTensors
{
    private const int LargestHeader = 1 << 20;

    /// <summary>Writes to a temporary file and renames it, so that a crash leaves the old file intact.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
    {
        var header = new JsonObject { ["__metadata__"] = JsonSerializer.SerializeToNode(metadata) };
        long offset = 0;
        foreach (var (name, shape, values) in tensors)
        {
            var end = offset + ((long)values.Length * sizeof(float));
            header[name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = JsonSerializer.SerializeToNode(shape),
                ["data_offsets"] = JsonSerializer.SerializeToNode(new[] { offset, end }),
            };
            offset = end;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var fresh = path + ".new";
        using (var file = File.Create(fresh))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
            file.Write(length);
            file.Write(json);
            foreach (var (_, _, values) in tensors)
                file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            file.Flush(flushToDisk: true); // otherwise, after a power failure, the file could exist without its content
        }
        File.Move(fresh, path, overwrite: true);
    }

    /// <exception cref="ConfigurationException">The file is missing or is not a safetensors file.</exception>
    public static (Dictionary<string, string> Metadata, Dictionary<string, float[]> Tensors) Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> length = stackalloc byte[8];
            file.ReadExactly(length);
            var size = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (size is <= 0 or > LargestHeader)
                throw new FormatException("the length of the header is invalid");
            var json = new byte[size];
            file.ReadExactly(json);
            return Parse(JsonNode.Parse(json)!.AsObject(), file, file.Position);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ConfigurationException($"checkpoint {path} can't be read: {e.Message}");
        }
    }

    private static (Dictionary<string, string>, Dictionary<string, float[]>) Parse(JsonObject header, FileStream file, long start)
    {
        Dictionary<string, string> metadata = [];
        Dictionary<string, float[]> tensors = [];
        foreach (var (name, entry) in header)
        {
            if (name == "__metadata__")
            {
                metadata = entry.Deserialize<Dictionary<string, string>>() ?? [];
                continue;
            }
            var offsets = entry?["data_offsets"].Deserialize<long[]>();
            if (offsets is not [>= 0 and var from, var to] || to < from || to > file.Length - start || (to - from) % sizeof(float) != 0)
                throw new FormatException($"tensor {name} is outside of the file");
            var values = new float[(to - from) / sizeof(float)];
            file.Position = start + from;
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            tensors[name] = values;
        }
        return (metadata, tensors);
    }
}
