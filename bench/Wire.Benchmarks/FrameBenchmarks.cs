using System.Text.Json;
using BenchmarkDotNet.Attributes;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Benchmarks;

/// <summary>Measures the time per keypoint frame.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private readonly FrameDecoder _decoder = new(SkeletonCatalogue.BuiltIn, new WireLimits());
    private readonly FrameEncoder _encoder = new();
    private readonly KeypointFrame _frame = new();
    private readonly KeypointFrame[] _frames = Samples.Frames();
    private readonly byte[][] _json = Samples.Encoded(WireEncoding.Json);
    private readonly byte[][] _python = Samples.AsPython();
    private readonly byte[][] _protobuf = Samples.Encoded(WireEncoding.Protobuf);

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public int DecodeJson() => Decode(WireEncoding.Json, _json);

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public int DecodeJsonOfPython() => Decode(WireEncoding.Json, _python);

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public int DecodeProtobuf() => Decode(WireEncoding.Protobuf, _protobuf);

    /// <summary>The tokens and floats of the platform's own JSON reader, for comparison.</summary>
    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public float Utf8JsonReaderTokens()
    {
        float sum = 0;
        foreach (var message in _json)
        {
            var reader = new Utf8JsonReader(message);
            while (reader.Read())
                sum += reader.TokenType == JsonTokenType.Number ? reader.GetSingle() : 0;
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public int EncodeJson() => Encode(WireEncoding.Json);

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public int EncodeProtobuf() => Encode(WireEncoding.Protobuf);

    private int Decode(WireEncoding encoding, byte[][] messages)
    {
        var people = 0;
        foreach (var message in messages)
        {
            if (!_decoder.TryDecode(encoding, message, _frame, out var error))
                throw new InvalidOperationException(error.Detail);
            people += _frame.PersonCount;
        }
        return people;
    }

    private int Encode(WireEncoding encoding)
    {
        var bytes = 0;
        foreach (var frame in _frames)
            bytes += _encoder.Encode(encoding, frame).Length;
        return bytes;
    }
}
