using StreamLift.Host.Demo;

namespace StreamLift.Host.Tests.Demo;

public class ErrorTableTests
{
    [Fact]
    public void Error_table_averages_rows_and_columns_over_poses_not_over_cells()
    {
        var table = new ErrorTable();
        table.Add(0, 0, 30);
        table.Add(0, 0, 50);
        table.Add(0, 1, 100);
        table.Add(1, 0, 70);
        Assert.Equal(40, table.Of(0, 0));
        Assert.Equal(60, table.Of(0));
        Assert.Equal(50, table.Of(null, 0));
        Assert.Equal(62.5, table.Of());
        Assert.Equal(double.NaN, table.Of(2));
    }

    [Fact]
    public void Error_table_copy_is_unaffected_by_later_errors()
    {
        var table = new ErrorTable();
        table.Add(0, 1, 10);
        var copy = table.Copy();
        table.Add(0, 1, 30);
        Assert.Equal(10, copy.Of());
        Assert.Equal(20, table.Of());
    }
}
