using StreamLift.Host.Detections;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Detections;

public sealed class OwnMessageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-own-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("own.json", "{0}")]
    [InlineData("own.json", "[{0},{0}]")]
    [InlineData("own.jsonl", "{0}\n{0}\n")]
    public void Own_messages_in_a_file_are_named_with_the_way_to_send_them(string name, string shape)
    {
        const string Frame = """{"stream":"cam","frame":1,"timestampMs":0,"layout":"coco17","image":{"width":9,"height":9},"people":[]}""";
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, shape.Replace("{0}", Frame, StringComparison.Ordinal));
        var error = Assert.Throws<ConfigurationException>(() => DetectionSource.Open(new DetectionOptions { Source = file }, _ => { }));
        Assert.StartsWith($"{file} holds StreamLift's own messages", error.Problems[0], StringComparison.Ordinal);
    }
}
