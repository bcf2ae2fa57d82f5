using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Tests;

public class Point3Tests
{
    [Fact]
    public void Text_of_a_point_has_its_three_numbers() => Assert.Equal("(1.5, -2, 3000)", new Point3(1.5, -2, 3000).ToString());

    [Fact]
    public void Vector_product_is_at_a_right_angle_to_both() => Assert.Equal(new Point3(0, 0, 6), new Point3(2, 0, 0).Cross(new Point3(0, 3, 0)));
}
