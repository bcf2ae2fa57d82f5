using StreamLift.Training.Learning;

namespace StreamLift.Training.Tests.Learning;

public sealed class RecipeNumberTests
{
    public static TheoryData<string> Names => [.. RecipeNumber.All.Select(number => number.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_that_is_set_is_the_one_that_the_recipe_has_and_no_other_changes(string name)
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
