using StreamLift.Poses.Scoring.People;

namespace StreamLift.Poses.Tests.Scoring.People;

public class AssignmentTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 5)]
    [InlineData(5, 2)]
    [InlineData(1, 4)]
    [InlineData(6, 6)]
    public void Assignment_costs_as_little_as_the_best_of_all(int rows, int columns)
    {
        var random = new Random((rows * 10) + columns);
        for (var round = 0; round < 60; round++)
        {
            var costs = new double[rows, columns];
            for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                costs[r, c] = random.Next(-20, 20);
            var assigned = Assignment.Least(costs);
            Assert.Equal(Math.Min(rows, columns), assigned.Where(column => column >= 0).Distinct().Count());
            Assert.Equal(Math.Min(rows, columns), assigned.Count(column => column >= 0));
            Assert.Equal(Best(costs, 0, new bool[columns], Math.Max(0, rows - columns)), assigned.Select((c, r) => c < 0 ? 0 : costs[r, c]).Sum());
        }
    }

    [Fact]
    public void Assignment_of_nothing_is_empty()
    {
        Assert.Empty(Assignment.Least(new double[0, 3]));
        Assert.Equal([-1, -1], Assignment.Least(new double[2, 0]));
    }

    private static double Best(double[,] costs, int row, bool[] used, int mayLeave)
    {
        if (row == costs.GetLength(0))
            return 0;
        var best = mayLeave > 0 ? Best(costs, row + 1, used, mayLeave - 1) : double.PositiveInfinity;
        for (var column = 0; column < used.Length; column++)
        {
            if (used[column])
                continue;
            used[column] = true;
            best = Math.Min(best, costs[row, column] + Best(costs, row + 1, used, mayLeave));
            used[column] = false;
        }
        return best;
    }
}
