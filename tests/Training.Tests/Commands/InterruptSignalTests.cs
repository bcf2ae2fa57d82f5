using StreamLift.Tests.Brokers;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Commands;

/// <summary>Runs the program as a separate process.</summary>
public sealed class InterruptSignalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "Training.Tests"), Path.Combine("src", "Training"), StringComparison.Ordinal),
        "streamlift-training.dll"
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Training_interrupted_by_Ctrl_C_exits_130_with_a_checkpoint_that_resumes()
    {
        var (model, checkpoint) = (_folder.File("a.onnx"), _folder.File("a.safetensors"));
        string[] train = ["train", "--data", TrainingSlice.Of(_folder), "--width", "64", "--blocks", "1", "--epochs", "2000", "--out", model];
        using (var command = Command.Start("dotnet", [Program, .. train]))
        {
            await command.LineAsync(line => line.StartsWith("epoch 1/2000: ", StringComparison.Ordinal), Patience);
            command.Interrupt();
            Assert.Equal(130, await command.ExitAsync(Patience));
            Assert.Contains($"--resume {checkpoint}", command.Output, StringComparison.Ordinal);
        }
        var first = Checkpoint.Read(checkpoint).Record;
        Assert.InRange(first.Epoch, 1, 1999);
        Assert.False(File.Exists(model));

        using var again = Command.Start("dotnet", [Program, .. train, "--resume", checkpoint]);
        await again.LineAsync(line => line.StartsWith($"epoch {first.Epoch + 1}/2000: ", StringComparison.Ordinal), Patience);
        again.Terminate();
        Assert.Equal(130, await again.ExitAsync(Patience));
        Assert.True(Checkpoint.Read(checkpoint).Record.Epoch > first.Epoch);

        await Command.OutputAsync("dotnet", [Program, "export", "--checkpoint", checkpoint, "--data", TrainingSlice.Of(_folder), "--out", model]);
        Assert.True(File.Exists(model));
    }
}
