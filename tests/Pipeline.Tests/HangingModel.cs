using System.Text;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>
/// The default model with a real hang in it: behind its last layer stands an ONNX Loop, which goes round 2^60 times where an input is above 100
/// and not at all elsewhere. Its canary and everything that people send pass; a keypoint far outside the image doesn't come back.
/// </summary>
internal static class HangingModel
{
    private const int Int64 = 7, Single = 1, Boolean = 9;

    public static byte[] Bytes()
    {
        var model = File.ReadAllBytes(ModelFile.Default);
        // the last layer's own output gets another name, as long; what is appended is merged into the graph
        var last = model.AsSpan().IndexOf((ReadOnlySpan<byte>)[.. ModelFile.Field(2, "pose"u8)]);
        "raw_"u8.CopyTo(model.AsSpan(last + 2));
        return [.. model, .. ModelFile.Field(7, Graph())];
    }

    private static byte[] Graph() =>
    [
        .. Field(5, [.. ModelFile.Field(2, Single), .. Text(8, "limit"), .. Field(9, BitConverter.GetBytes(100f))]),
        .. Field(5, [.. ModelFile.Field(2, Int64), .. Text(8, "long"), .. Field(9, BitConverter.GetBytes(1L << 60))]),
        .. Node("ReduceMax", ["keypoints"], "most", [.. Text(1, "keepdims"), .. ModelFile.Field(3, 0), .. ModelFile.Field(20, 2)]),
        .. Node("Greater", ["most", "limit"], "beyond"),
        .. Node("Cast", ["beyond"], "once", [.. Text(1, "to"), .. ModelFile.Field(3, Int64), .. ModelFile.Field(20, 2)]),
        .. Node("Mul", ["once", "long"], "rounds"),
        .. Node("Loop", ["rounds", "", "raw_"], "pose", [.. Text(1, "body"), .. Field(6, Body()), .. ModelFile.Field(20, 5)]),
    ];

    private static byte[] Body() =>
    [
        .. Node("Identity", ["on"], "on_"), .. Node("Identity", ["state"], "state_"), .. Text(2, "body"),
        .. Field(11, Value("round", Int64)), .. Field(11, Value("on", Boolean)), .. Field(11, Value("state", Single, 2)),
        .. Field(12, Value("on_", Boolean)), .. Field(12, Value("state_", Single, 2)),
    ];

    private static byte[] Node(string type, string[] inputs, string output, byte[]? attribute = null) =>
        Field(1, [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, type), .. attribute is null ? [] : Field(5, attribute)]);

    // a scalar, or so many dimensions of any size
    private static byte[] Value(string name, int type, int dimensions = 0) =>
        [.. Text(1, name), .. Field(2, Field(1, [.. ModelFile.Field(1, type), .. Field(2, [.. Enumerable.Range(0, dimensions).SelectMany(_ => Field(1, []))])]))];

    private static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => ModelFile.Field(number, content);
}
