using System.Runtime.ExceptionServices;
using StreamLift.Host.Running;

namespace StreamLift.Host.Tests.Running;

public sealed class FileStampTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-stamp-").FullName;

    [Fact]
    public void Look_at_a_file_that_is_not_there_gives_null_and_throws_nothing()
    {
        var (thread, thrown) = (Environment.CurrentManagedThreadId, new List<Exception>());
        AppDomain.CurrentDomain.FirstChanceException += Note;
        var stamp = FileStamp.Of(Path.Combine(_folder, "model.fp16.onnx"));
        AppDomain.CurrentDomain.FirstChanceException -= Note;
        Assert.Null(stamp);
        Assert.Empty(thrown);

        // other tests run beside this one
        void Note(object? sender, FirstChanceExceptionEventArgs e)
        {
            if (Environment.CurrentManagedThreadId == thread)
                thrown.Add(e.Exception);
        }
    }

    [Fact]
    public void Stamp_changes_with_the_file_that_a_link_leads_to()
    {
        var (first, second, link) = (Path.Combine(_folder, "first"), Path.Combine(_folder, "second"), Path.Combine(_folder, "link"));
        File.WriteAllText(first, "1");
        File.WriteAllText(second, "22");
        File.CreateSymbolicLink(link, first);
        var before = FileStamp.Of(link);
        Assert.Equal(FileStamp.Of(first), before);
        File.Delete(link);
        File.CreateSymbolicLink(link, second);
        Assert.NotEqual(before, FileStamp.Of(link));
        Assert.Equal(2, FileStamp.Of(link)!.Value.Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
