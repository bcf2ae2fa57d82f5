using StreamLift.Capture.Association;

namespace StreamLift.Capture.Tests.Association;

public class AssignmentTests
{
    [Fact]
    public void Total_cost_is_the_least_of_all_assignments()
    {
        var (random, assignment, found) = (new Random(1), new Assignment(), new int[6]);
        for (var trial = 0; trial < 3000; trial++)
        {
            var (rows, columns) = (random.Next(1, 5), random.Next(0, 6));
            var costs = new double[rows, columns];
            assignment.Begin(rows, columns, alone: 5);
            for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                assignment[row, column] = costs[row, column] = random.Next(4) == 0 ? double.PositiveInfinity : random.Next(9);
            assignment.Solve(found);
            var (total, taken) = (0.0, new HashSet<int>());
            for (var row = 0; row < rows; row++)
            {
                total += found[row] < 0 ? 5 : costs[row, found[row]];
                Assert.True(found[row] < 0 || taken.Add(found[row]), "a column has two rows");
            }
            Assert.Equal(Least(costs, 0, 0), total);
        }
    }

    [Fact]
    public void Row_stays_alone_where_every_column_costs_more()
    {
        var (assignment, found) = (new Assignment(), new int[2]);
        assignment.Begin(2, 1, alone: 3);
        (assignment[0, 0], assignment[1, 0]) = (4, 2);
        assignment.Solve(found);
        Assert.Equal([-1, 0], found);
    }

    private static double Least(double[,] costs, int row, int taken)
    {
        if (row == costs.GetLength(0))
            return 0;
        var least = 5 + Least(costs, row + 1, taken);
        for (var column = 0; column < costs.GetLength(1); column++)
            if ((taken & (1 << column)) == 0)
                least = Math.Min(least, costs[row, column] + Least(costs, row + 1, taken | (1 << column)));
        return least;
    }
}
