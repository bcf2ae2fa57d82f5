using BenchmarkDotNet.Attributes;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Benchmarks;

/// <summary>Measures the time per pose frame.</summary>
[MemoryDiagnoser]
public class PoseBenchmarks
{
    private readonly PoseWriter _writer = new();
    private readonly PoseDecoder _decoder = new();
    private readonly PoseFrame _frame = new();
    private readonly float[][] _joints = Samples.Joints();
    private readonly byte[][] _messages = new byte[Samples.Count][];

    [Params(WireEncoding.Json, WireEncoding.Protobuf)]
    public WireEncoding Encoding { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        for (var i = 0; i < Samples.Count; i++)
            _messages[i] = WriteOne(i).ToArray();
    }

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public int Write()
    {
        var bytes = 0;
        for (var i = 0; i < Samples.Count; i++)
            bytes += WriteOne(i).Length;
        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public int Read()
    {
        var people = 0;
        foreach (var message in _messages)
        {
            if (!_decoder.TryDecode(Encoding, message, _frame, out var error))
                throw new InvalidOperationException(error.Detail);
            people += _frame.PersonCount;
        }
        return people;
    }

    private ReadOnlySpan<byte> WriteOne(int i)
    {
        _writer.Begin(Encoding, "S9/Walking 1/54138969"u8, i, 1_700_000_000_000 + i, "image-1024@0123456789ab"u8);
        _writer.Person(0, 0.987f, _joints[i], []);
        return _writer.End();
    }
}
