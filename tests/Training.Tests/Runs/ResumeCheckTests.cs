using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Tests.Runs;

public class ResumeCheckTests
{
    [Theory]
    [InlineData("pruned from a@1, distilled from b@2 with mirrored views")]
    [InlineData("begun as what does most in a@1, taught by b@2 and what it makes of mirror images")]
    [InlineData("begun as what does most in a@1, taught by b@2 + c@3 and what they make of mirror images")]
    public void Recipe_changes_in_the_words_of_any_version_are_accepted(string recorded)
    {
        var teachers = recorded.Contains("c@3", StringComparison.Ordinal) ? "b@2 + c@3" : "b@2";
        ResumeCheck.Require(Record(recorded), Options($"pruned from a@1, distilled from {teachers} with mirrored views"), Data);
    }

    [Fact]
    public void Other_recipe_changes_are_refused() =>
        Assert.Contains(
            "the checkpoint has the recipe changes no dropout, this command none",
            Assert.Throws<ConfigurationException>(() => ResumeCheck.Require(Record("no dropout"), Options(""), Data)).Message,
            StringComparison.Ordinal
        );

    private static TrainingData Data { get; } = new("", [], [], [], [], TrainingData.Truth);

    private static RunRecord Record(string changes) =>
        new()
        {
            Shape = Recording.Small,
            FeaturesVersion = Recording.Image.Version,
            Recipe = Recipe.Fast.Name,
            RecipeChanges = changes,
            Epochs = Recipe.Fast.Epochs,
            Epoch = 1,
            Seed = 1,
            Data = "",
            Licence = "MIT",
            Command = "",
        };

    private static TrainingOptions Options(string changes) =>
        new()
        {
            Data = "",
            Recipe = Recipe.Fast,
            RecipeChanges = changes,
            Features = Recording.Image,
            Shape = Recording.Small,
            Seed = 1,
            HoldOut = [],
            Licence = "MIT",
            Out = "a.onnx",
            Command = "",
        };
}
