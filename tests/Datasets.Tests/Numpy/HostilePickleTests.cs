using StreamLift.Datasets.Numpy;
using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Numpy;

public sealed class HostilePickleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cos\nsystem\n(X\u0004\0\0\0trueTR.", "os.system")] // T: refused before its arguments are read
    [InlineData("cposix\nsystem\n(X\u0004\0\0\0truetR.", "posix.system")]
    [InlineData("c__builtin__\neval\n(X\u0001\0\0\01tR.", "__builtin__.eval")]
    [InlineData("cbuiltins\ngetattr\n.", "builtins.getattr")]
    [InlineData("cnumpy.core.multiarray\nfromfile\n.", "numpy.core.multiarray.fromfile")]
    [InlineData("ccollections\nOrderedDict\n)R.", "collections.OrderedDict")]
    [InlineData("\x8c\u0002os\x8c\u0006system\x93.", "os.system")]
    [InlineData("(ios\nsystem\n.", "0x69")] // INST reads names and calls in one instruction
    [InlineData("(cnumpy\nndarray\no.", "0x6f")]
    [InlineData("cnumpy\nndarray\n)\x81.", "0x81")]
    [InlineData("\x82\u0001.", "0x82")]
    [InlineData("Pid\n.", "0x50")]
    [InlineData("NQ.", "0x51")]
    [InlineData("\x97.", "0x97")]
    public void Pickle_that_imports_or_calls_code_is_refused_naming_the_global_or_opcode(string pickle, string name)
    {
        var problem = Assert.Throws<ConfigurationException>(() => Open(new PickleBuilder().Op("\x80\x02").Op(pickle).ToArray()));
        Assert.Contains(name, Assert.Single(problem.Problems));
        Assert.Contains("refused", problem.Problems[0]);
    }

    [Fact]
    public void A_command_in_a_pickle_is_never_run()
    {
        var witness = _folder.File("witness");
        var pickle = new PickleBuilder().Op("\x80\u0002cos\nsystem\n(").Value($"touch {witness}").Op("tR.").ToArray();
        Assert.Throws<ConfigurationException>(() => Open(pickle));
        Assert.False(File.Exists(witness));
    }

    [Theory]
    [InlineData("cnumpy\ndtype\nN\x85R.")] // dtype(None)
    [InlineData("cnumpy\ndtype\nX\u0003\0\0\0V16\x85R.")] // structured
    [InlineData("NNR.")] // a call of None
    [InlineData("N}b.")] // a state for None
    [InlineData("}]Ns.")] // a list as key
    [InlineData("]NNs.")] // an item set on a list
    [InlineData("t.")]
    [InlineData("a.")]
    [InlineData("R.")]
    [InlineData("(0.")] // pop below the mark
    [InlineData("h\u0005.")] // a memo never written
    [InlineData("\x8b\xff\xff\xff\x7f.")] // an integer of 2 GiB
    [InlineData("B\xff\xff\xff\xff.")] // bytes of 4 GiB
    [InlineData("\x8e\xff\xff\xff\xff\xff\xff\xff\xff.")]
    [InlineData("X\u0002\0\0\0\xff\xfe.")] // no UTF-8
    [InlineData("Iabc\n.")]
    [InlineData("")]
    public void Malformed_pickle_is_refused_in_one_line_that_names_the_file(string pickle)
    {
        var problem = Assert.Throws<ConfigurationException>(() => Open(new PickleBuilder().Op("\x80\x02").Op(pickle).ToArray()));
        var line = Assert.Single(problem.Problems);
        Assert.Contains("data_3d_bad.npz", line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Pickle_refusal_message_contains_no_control_characters()
    {
        var problem = Assert.Throws<ConfigurationException>(() => Open(new PickleBuilder().Op("c\u001b[2Jos\nsys\u0007tem\n.").ToArray()));
        Assert.DoesNotContain(problem.Problems[0], char.IsControl);
    }

    [Fact]
    public void A_pickle_of_millions_of_values_is_refused_before_it_fills_the_memory()
    {
        using var stream = new MemoryStream(Enumerable.Repeat((byte)']', 4_000_000).ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => PickleReader.Read(stream, stream.Length));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 << 20);
    }

    [Fact]
    public void Pickle_that_shares_one_array_between_two_takes_is_refused()
    {
        var shared = new PickleBuilder()
            .Op("}(")
            .Value("S9")
            .Op("}(")
            .Value("Eating")
            .Value(NpzBuilder.Pose(2))
            .Op("q\u0001")
            .Value("Walking")
            .Op("h\u0001uu.")
            .ToArray();
        var problem = Assert.Throws<ConfigurationException>(() => Open(shared));
        Assert.Contains("uses one array for two", Assert.Single(problem.Problems));
    }

    private void Open(byte[] pickle) => Dataset.Open(new DatasetOptions { Path = NpzBuilder.Write(_folder.File("data_3d_bad.npz"), ("positions_3d", pickle)) });
}
