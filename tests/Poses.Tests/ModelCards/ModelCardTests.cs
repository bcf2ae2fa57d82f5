using System.Text.Json;
using System.Text.Json.Nodes;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Poses.Tests.ModelCards;

public sealed class ModelCardTests
{
    internal static readonly ModelCard Sound = new()
    {
        Name = "streamlift-image",
        Joints = Skeletons.H36m17.Joints,
        InputLayout = "h36m17",
        Features = new("image", 1),
        ImageSize = [1000, 1002],
        MissingFill = [.. Enumerable.Range(0, 34).Select(i => i / 10f)],
        MinimumJoints = 8,
        Data = "CMU motion capture",
        Licence = "MIT",
        Recipe = "fast",
        Command = "streamlift train --data PATH --out FILE",
        Errors = new(45.25, 36.5, "S9 and S11 of CMU"),
        Created = new DateTimeOffset(2025, 11, 3, 10, 0, 0, TimeSpan.Zero),
        Canary = new([new float[34]], [new float[51]]),
    };

    [Fact]
    public void Model_card_is_the_same_after_a_JSON_round_trip()
    {
        var json = Sound.ToJson();

        Assert.Equal(json, ModelCard.Parse(json).ToJson());
        Assert.Empty(ModelCard.Parse(json).Problems());
        Assert.Equal(Sound.MissingFill, ModelCard.Parse(json).MissingFill);
    }

    [Fact]
    public void Model_card_JSON_has_the_documented_fields()
    {
        using var card = JsonDocument.Parse(Sound.ToJson());

        Assert.Equal(
            [
                "canary",
                "command",
                "created",
                "data",
                "errors",
                "features",
                "format",
                "imageSize",
                "inputLayout",
                "joints",
                "licence",
                "minimumJoints",
                "missingFill",
                "name",
                "precision",
                "recipe",
                "space",
                "unit",
            ],
            card.RootElement.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal("""{"name":"image","version":1}""", card.RootElement.GetProperty("features").GetRawText());
        Assert.Equal("""{"protocol1":45.25,"protocol2":36.5,"on":"S9 and S11 of CMU"}""", card.RootElement.GetProperty("errors").GetRawText());
        Assert.Equal(["input", "output", "tolerance"], card.RootElement.GetProperty("canary").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void Quantised_model_card_names_its_source_model_and_its_cost()
    {
        var made = Sound with
        {
            Precision = "int8",
            Quantisation = new("streamlift-image@0123456789ab", new string('a', 64), new(45, 36, "S9"), 0.3, "16,384 poses"),
        };
        var read = ModelCard.Parse(made.ToJson());

        Assert.Empty(read.Problems());
        Assert.Equal(made.Quantisation, read.Quantisation);
        Assert.Equal(0.25, read.Quantisation!.Cost(read.Errors), 1e-9);
        Assert.NotEmpty((Sound with { Precision = "int8" }).Problems());
        Assert.NotEmpty((made with { Precision = "fp32" }).Problems());
        Assert.Empty((made with { Precision = "fp16" }).Problems());
        Assert.NotEmpty((Sound with { Precision = "fp16" }).Problems());
    }

    [Fact]
    public void Model_card_with_weights_in_16_bits_names_their_cost_and_is_fp32()
    {
        var made = Sound with { Weights = new CardWeights(CardWeights.Fp16, new CardErrors(45.24, 36.5, "S9")) };
        var read = ModelCard.Parse(made.ToJson());

        Assert.Empty(read.Problems());
        Assert.Equal(made.Weights, read.Weights);
        Assert.Equal(0.01, read.Weights!.Cost(read.Errors), 1e-9);
        Assert.Equal(["weights stored as bf16: only fp16 is known"], (made with { Weights = made.Weights with { Stored = "bf16" } }).Problems());
        var int8 = made with { Precision = "int8", Quantisation = new("a@0123456789ab", new string('a', 64), new(45, 36, "S9"), 0.3, "poses") };
        Assert.Equal(["weights must be there for fp32 only"], int8.Problems());
    }

    [Fact]
    public void Model_card_with_unknown_fields_is_read() =>
        Assert.Equal("streamlift-image", ModelCard.Parse(Changed(card => card["colour"] = new JsonArray(1, 2))).Name);

    [Theory]
    [InlineData("name")]
    [InlineData("joints")]
    [InlineData("missingFill")]
    [InlineData("errors")]
    [InlineData("canary")]
    [InlineData("created")]
    public void Model_card_with_a_missing_null_or_mistyped_field_names_the_field(string field)
    {
        Assert.Contains(field, Assert.Throws<FormatException>(() => ModelCard.Parse(Changed(card => card.Remove(field)))).Message);
        Assert.Contains(field, Assert.Throws<FormatException>(() => ModelCard.Parse(Changed(card => card[field] = null))).Message);
        Assert.Contains(field, Assert.Throws<FormatException>(() => ModelCard.Parse(Changed(card => card[field] = true))).Message);
    }

    [Fact]
    public void Model_card_that_is_not_a_JSON_object_is_refused()
    {
        Assert.Throws<FormatException>(() => ModelCard.Parse(""));
        Assert.Throws<FormatException>(() => ModelCard.Parse("null"));
        Assert.Throws<FormatException>(() => ModelCard.Parse("[]"));
    }

    [Fact]
    public void Model_card_faults_are_all_reported()
    {
        var unfit = Sound with
        {
            Format = 2,
            Name = "a@b",
            Joints = ["Hip"],
            Features = new("turned", 3),
            ImageSize = [0, 5],
            MissingFill = [float.NaN],
            Unit = "m",
            Space = "world",
            MinimumJoints = 18,
            Canary = new(
                [
                    [1],
                ],
                [
                    [2],
                    null!,
                ]
            ),
        };

        Assert.Collection(
            unfit.Problems(),
            problem => Assert.StartsWith("format 2", problem),
            problem => Assert.StartsWith("name", problem),
            problem => Assert.StartsWith("joints", problem),
            problem => Assert.StartsWith("unit m", problem),
            problem => Assert.StartsWith("space world", problem),
            problem => Assert.StartsWith("imageSize", problem),
            problem => Assert.StartsWith("features turned version 3", problem),
            problem => Assert.StartsWith("missingFill must have 34", problem),
            problem => Assert.StartsWith("missingFill has", problem),
            problem => Assert.StartsWith("minimumJoints must be 1 to 17", problem),
            problem => Assert.StartsWith("canary must", problem),
            problem => Assert.StartsWith("canary's input", problem),
            problem => Assert.StartsWith("canary's output", problem)
        );
        Assert.Equal(["inputLayout hands is no built-in layout"], (Sound with { InputLayout = "hands" }).Problems());
    }

    private static string Changed(Action<JsonObject> change)
    {
        var card = JsonNode.Parse(Sound.ToJson())!.AsObject();
        change(card);
        return card.ToJsonString();
    }
}
