using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Tests.Recipes;

public sealed class RecipeNumberTests
{
    public static TheoryData<string> Names => [.. RecipeNumber.All.Select(number => number.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_number_set_by_name_changes_and_no_other_number_does(string name)
    {
        var set = RecipeNumber.All.Single(number => number.Name == name);
        foreach (var recipe in Recipe.All)
        {
            Assert.InRange(set.Of(recipe), set.Least, set.Most);
            var changed = set.With(recipe, set.Most);
            foreach (var number in RecipeNumber.All)
                Assert.Equal(number == set ? set.Most : number.Of(recipe), number.Of(changed));
        }
    }
}
