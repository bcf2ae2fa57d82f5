using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Tests.Recipes;

public sealed class HyperparameterTests
{
    public static TheoryData<string> Names => [.. Hyperparameter.All.Select(number => number.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_number_set_by_name_changes_and_no_other_number_does(string name)
    {
        var set = Hyperparameter.All.Single(number => number.Name == name);
        foreach (var recipe in Recipe.All)
        {
            Assert.InRange(set.Get(recipe), set.Min, set.Max);
            var changed = set.Set(recipe, set.Max);
            foreach (var number in Hyperparameter.All)
                Assert.Equal(number == set ? set.Max : number.Get(recipe), number.Get(changed));
        }
    }
}
