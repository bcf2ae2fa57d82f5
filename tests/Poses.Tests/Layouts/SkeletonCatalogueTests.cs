using System.Text;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Poses.Tests.Layouts;

public sealed class SkeletonCatalogueTests
{
    [Theory]
    [MemberData(nameof(LayoutData.All), MemberType = typeof(LayoutData))]
    public void A_built_in_layout_is_found_by_text_and_by_bytes(string name)
    {
        Assert.True(SkeletonCatalogue.BuiltIn.TryGet(name, out var byText));
        Assert.True(SkeletonCatalogue.BuiltIn.TryGet(Encoding.UTF8.GetBytes(name), out var byBytes));
        Assert.Same(byText, byBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("coco")]
    [InlineData("COCO17")]
    [InlineData("coco17 ")]
    public void Layout_is_found_by_its_exact_name_only(string name)
    {
        Assert.False(SkeletonCatalogue.BuiltIn.TryGet(name, out _));
        Assert.False(SkeletonCatalogue.BuiltIn.TryGet(Encoding.UTF8.GetBytes(name), out _));
    }

    [Fact]
    public void Layout_and_joint_map_lookups_allocate_nothing()
    {
        var catalogue = SkeletonCatalogue.BuiltIn;

        Assert.Equal(
            0,
            Allocations.OfMany(() =>
            {
                Assert.True(catalogue.TryGet("mediapipe33"u8, out var skeleton));
                Assert.False(catalogue.TryGet("nobody's"u8, out _));
                catalogue.Map(skeleton, Skeletons.H36m17);
            })
        );
    }

    [Fact]
    public void Joint_map_between_two_layouts_is_created_once() =>
        Assert.Same(SkeletonCatalogue.BuiltIn.Map(Skeletons.Coco17, Skeletons.H36m17), SkeletonCatalogue.BuiltIn.Map(Skeletons.Coco17, Skeletons.H36m17));
}
