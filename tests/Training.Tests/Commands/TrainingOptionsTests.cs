using StreamLift.Tests;

namespace StreamLift.Training.Tests.Commands;

[Collection(TorchCollection.Name)]
public sealed class TrainingOptionsTests
{
    private const string Train = "train --data DATA --out FOLDER/model.onnx ";

    /// <summary>Wrong options and a part of the error message. DATA, MODEL and FOLDER are placeholders for valid paths.</summary>
    public static TheoryData<string, string> WrongOptions =>
        new()
        {
            { Train + "--width 0", "--width must be 1 or more" },
            { Train + "--actions each", "model.onnx: with --actions each the file name must contain {action}" },
            { "train --data DATA --out FOLDER/{action}.onnx", "{action} in the file name requires --actions each" },
            { "train --data DATA --out FOLDER/{action}.onnx --actions each --resume a.safetensors", "--resume can't be combined with --actions each" },
            { Train + "--dropout 1", "--dropout must be at least 0 and less than 1" },
            { Train + "--dropout x", "--dropout x: not a number" },
            { Train + "--set magic=1", "--set magic=1: unknown hyperparameter; known are " },
            { Train + "--set noisy=2", "--set noisy=2: noisy must be a number from 0 to 1" },
            { Train + "--set rate=fast", "--set rate=fast: rate must be a number" },
            { Train + "--set batch", "--set batch: batch must be an integer" },
            { Train + "--set batch=16.5", "--set batch=16.5: batch must be an integer" },
            { Train + "--set recorded=0 --set virtual=0", "--set recorded=0 and virtual=0 leave no views" },
            { Train + "--device moon", "--device moon: not one of auto, cpu, cuda" },
            { Train + "--metrics FOLDER/none/metrics.jsonl", "--metrics FOLDER/none/metrics.jsonl: " },
            { Train + "--features pose", "'pose'" },
            { Train + "--recipe magic", "'magic'" },
            { Train + "--epochs x", "--epochs x: not a whole number" },
            { Train + "--seed x", "--seed x: not a whole number from 0" },
            { "train --data DATA --out FOLDER/model.bin", "model.bin: the file name must end in .onnx" },
            { "train --data DATA --out FOLDER/none/model.onnx", "the folder FOLDER/none does not exist" },
            { "score --data DATA --model MODEL --views above", "'above'" },
            { "score --data DATA --model MODEL --noise -1", "--noise must be a finite number of at least 0" },
            { "score --data DATA --model MODEL --noise x", "--noise x: not a number" },
            { "score --data DATA --model MODEL --layout triangle", "--layout triangle: unknown layout; known are h36m17, " },
            { "score --data DATA --model MODEL --layout coco17 --hide nose,tail", "--hide tail: coco17 has no such joint (nose, left_eye, " },
            { "score --data DATA --model MODEL --hide nose", "--hide needs --layout, whose joints it names" },
            { "score --data DATA --model MODEL --precision int4", "--precision int4: not one of auto, fp32, int8, fp16" },
            { "score --data DATA --model MODEL --report FOLDER/none/page.html", "the folder FOLDER/none does not exist" },
            { "score --data DATA --model MODEL --report FOLDER/page.txt", "page.txt: the file name must end in .html or .md" },
            { "quantize --data DATA --model MODEL --out FOLDER/model.int8.onnx --precision int4", "'int4'" },
            { "quantize --data DATA --model MODEL --out FOLDER/model.int8.onnx --precision fp32", "'fp32'" },
            { "quantize --data DATA --model MODEL --out MODEL", "the output must not be the input model" },
            { "quantize --data DATA --model MODEL --out FOLDER/model.int8.onnx --unit yd", "--unit yd: neither a unit" },
            { "score --data DATA --model MODEL --up up", "--up up: not one of y, z, x, -y, -z, -x" },
            { Train + "--bvh-unit yd", "--unit yd: neither a unit" },
        };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_named_and_ends_with_2_before_the_data_is_looked_at(string line, string said)
    {
        using var folder = new TemporaryFolder();
        var data = NpzBuilder.Positions(folder.File("data_3d_a.npz"), ("S1", "Walking", 30), ("S9", "Walking", 30));
        var error = TrainingProgramRun.Refused(Filled(line, folder, data), Filled(said, folder, data));
        Assert.Equal(error, TrainingProgramRun.Refused(Filled(line, folder, folder.File("no-such-data")), ""));
        Assert.Empty(Directory.GetFiles(folder.File(""), "*.onnx"));
    }

    [Theory]
    [InlineData("train", "--data")]
    [InlineData("train", "--out")]
    [InlineData("nonsense", "'nonsense'")]
    [InlineData("train --data FOLDER/none --out FOLDER/model.onnx", "FOLDER/none")]
    [InlineData(Train + "--detections FOLDER/none", "FOLDER/none")]
    [InlineData(Train + "--hold-out S7", "--hold-out S7: ")]
    [InlineData(Train + "--hold-out S7*", "--hold-out S7*: ")]
    [InlineData("score --data FOLDER/none --model MODEL", "FOLDER/none")]
    [InlineData("score --data DATA --model MODEL --detector-noise --detections sh", "--detector-noise: --detections sh")]
    [InlineData("score --data DATA --model MODEL --subjects S5", "S5")]
    [InlineData("quantize --data FOLDER/none --model MODEL --out FOLDER/model.int8.onnx", "FOLDER/none")]
    [InlineData("export --checkpoint FOLDER/none.safetensors --out FOLDER/model.onnx", "FOLDER/none.safetensors")]
    public void Missing_option_file_or_subject_is_named_in_one_line_and_exits_with_2(string line, string said)
    {
        using var folder = new TemporaryFolder();
        var data = NpzBuilder.Positions(folder.File("data_3d_a.npz"), ("S1", "Walking", 30), ("S9", "Walking", 30));
        TrainingProgramRun.Refused(Filled(line, folder, data), Filled(said, folder, data));
    }

    [Fact]
    public void A_GPU_that_libtorch_does_not_find_is_named_and_ends_with_2()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "needs a machine without a GPU that libtorch can use");
        using var folder = new TemporaryFolder();
        var data = NpzBuilder.Positions(folder.File("data_3d_a.npz"), ("S1", "Walking", 30));
        TrainingProgramRun.Refused(Filled(Train + "--device cuda", folder, data), "--device cuda: libtorch finds no GPU");
    }

    private static string Filled(string text, TemporaryFolder folder, string data) =>
        text.Replace("DATA", data, StringComparison.Ordinal)
            .Replace("MODEL", Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx"), StringComparison.Ordinal)
            .Replace("FOLDER", folder.File(""), StringComparison.Ordinal);
}
