using System.Buffers;
using System.Text;

namespace StreamLift.Lifter.Models;

/// <summary>
/// Removes from an ONNX model what its first output, the poses, does not need. ONNX Runtime computes every node of a graph, also for outputs that nobody asks
/// for. The field numbers are from onnx.proto.
/// </summary>
internal static class PoseGraph
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int GraphOutput = 12;
    private const int GraphValueInfo = 13;
    private const int NodeInput = 1;
    private const int NodeOutput = 2;
    private const int NodeAttribute = 5;
    private const int AttributeGraph = 6;
    private const int AttributeGraphs = 11;
    private const int TensorName = 8;
    private const int ValueInfoName = 1;

    /// <summary>The model with its first output only. A graph inside a node may use any value, so a model that has one is returned unchanged.</summary>
    /// <param name="model">The bytes of a model that ONNX Runtime has loaded.</param>
    public static byte[] Of(byte[] model)
    {
        var result = new ArrayBufferWriter<byte>(model.Length);
        foreach (var field in new OnnxFields(model))
        {
            if (field.Number != ModelGraph)
            {
                result.Write(model.AsSpan(field.Whole));
                continue;
            }

            var graph = model.AsMemory(field.Content);
            if (Needed(graph.Span) is not { } needed)
                return model;
            var kept = Keep(graph.Span, needed);
            WriteVarint(result, (ModelGraph << 3) | 2);
            WriteVarint(result, (uint)kept.WrittenCount);
            result.Write(kept.WrittenSpan);
        }

        return result.WrittenSpan.ToArray();
    }

    // The values that the first output is computed from, itself included. Null if a node has a graph of its own. Nodes come after those whose output they use.
    private static HashSet<string>? Needed(ReadOnlySpan<byte> graph)
    {
        var nodes = new List<Range>();
        var needed = new HashSet<string>();
        foreach (var field in new OnnxFields(graph))
        {
            if (field.Number == GraphNode)
                nodes.Add(field.Content);
            else if (field.Number == GraphOutput && needed.Count == 0)
                needed.Add(Name(graph[field.Content], ValueInfoName));
        }

        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var node = graph[nodes[i]];
            if (HasGraph(node))
                return null;
            if (!IsNeeded(node, needed))
                continue;
            foreach (var field in new OnnxFields(node))
                if (field.Number == NodeInput)
                    needed.Add(Encoding.UTF8.GetString(node[field.Content]));
        }

        return needed;
    }

    private static ArrayBufferWriter<byte> Keep(ReadOnlySpan<byte> graph, HashSet<string> needed)
    {
        var kept = new ArrayBufferWriter<byte>(graph.Length);
        foreach (var field in new OnnxFields(graph))
        {
            var content = graph[field.Content];
            var isKept = field.Number switch
            {
                GraphNode => IsNeeded(content, needed),
                GraphInitializer => needed.Contains(Name(content, TensorName)),
                GraphOutput or GraphValueInfo => needed.Contains(Name(content, ValueInfoName)),
                _ => true,
            };
            if (isKept)
                kept.Write(graph[field.Whole]);
        }

        return kept;
    }

    private static bool IsNeeded(ReadOnlySpan<byte> node, HashSet<string> needed)
    {
        foreach (var field in new OnnxFields(node))
            if (field.Number == NodeOutput && needed.Contains(Encoding.UTF8.GetString(node[field.Content])))
                return true;
        return false;
    }

    private static bool HasGraph(ReadOnlySpan<byte> node)
    {
        foreach (var attribute in new OnnxFields(node))
        {
            if (attribute.Number != NodeAttribute)
                continue;
            foreach (var field in new OnnxFields(node[attribute.Content]))
                if (field.Number is AttributeGraph or AttributeGraphs)
                    return true;
        }

        return false;
    }

    private static string Name(ReadOnlySpan<byte> message, int number)
    {
        foreach (var field in new OnnxFields(message))
            if (field.Number == number)
                return Encoding.UTF8.GetString(message[field.Content]);
        return "";
    }

    private static void WriteVarint(ArrayBufferWriter<byte> to, uint value)
    {
        for (; value >= 0x80; value >>= 7)
            to.Write([(byte)(value | 0x80)]);
        to.Write([(byte)value]);
    }
}
