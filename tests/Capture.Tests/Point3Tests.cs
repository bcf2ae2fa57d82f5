using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Tests;

public class Point3Tests
{
    [Fact]
    public void Text_of_a_point_has_its_three_numbers() => Assert.Equal("(1.5, -2, 3000)", new Point3(1.5, -2, 3000).ToString());
}
