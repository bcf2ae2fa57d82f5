using System.Text.Json;
using StreamLift.Detectors.Json;

namespace StreamLift.Detectors.Tests;

public class JsonTreeTests
{
    public static TheoryData<string> Texts =>
        [
            "null",
            " 7 ",
            "[]",
            "[ ]",
            "{}",
            "[1, -2.5e3 ,null,true , false]",
            "[[1,2],[3],[],[ 4 ]]",
            """{"a":[1,2],"b":{"c":[[],{}]},"":null,"d\u0065":"x\n\"y\""}""",
            """[{"a":1},2,"[3]",[4,"5"]]""",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_are_those_of_another_parser(string text)
    {
        using var document = JsonDocument.Parse(text);
        var tree = new JsonTree();
        Assert.True(tree.TryParse(Given.Utf8(text), out var root, out var error), error.Detail);
        Same(document.RootElement, root);
    }

    [Theory]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("[1")]
    [InlineData("[01]")]
    [InlineData("[nul]")]
    [InlineData("[1]]")]
    [InlineData("[1}")]
    [InlineData("[NaNs]")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":[1,2}")]
    [InlineData("")]
    public void Malformed_text_is_refused(string text)
    {
        Assert.False(new JsonTree().TryParse(Given.Utf8(text), out _, out var error));
        Assert.True(error.IsError);
    }

    [Fact]
    public void List_of_numbers_takes_one_entry()
    {
        var tree = new JsonTree();
        Assert.True(tree.TryParse(Given.Utf8($$"""{"a":[{{Given.Flat(133)}}],"b":[NaN,-Infinity,Infinity,null]}"""), out var root, out _));
        Assert.Equal(3, tree.Count);
        Assert.Equal(399, root.Member("a"u8).Count);
        foreach (var item in root.Member("b"u8))
            Assert.True(item.TryFloat(out var number) && float.IsNaN(number));
    }

    private static void Same(JsonElement expected, JsonValue value)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.True(value.IsObject);
                var members = value.GetEnumerator();
                foreach (var member in expected.EnumerateObject())
                {
                    Assert.True(members.MoveNext());
                    Assert.Equal(member.Name, members.Current.Name);
                    Same(member.Value, members.Current);
                }
                Assert.False(members.MoveNext());
                break;
            case JsonValueKind.Array:
                Assert.True(value.IsList);
                Assert.Equal(expected.GetArrayLength(), value.Count);
                var items = value.GetEnumerator();
                foreach (var item in expected.EnumerateArray())
                {
                    Assert.True(items.MoveNext());
                    Same(item, items.Current);
                }
                break;
            case JsonValueKind.String:
                Assert.Equal((JsonKind.Text, expected.GetString()), (value.Kind, value.Text));
                break;
            case JsonValueKind.Number:
                Assert.True(value.TryFloat(out var number));
                Assert.Equal(expected.GetSingle(), number);
                break;
            default:
                Assert.Equal(expected.ValueKind == JsonValueKind.Null ? JsonKind.Null : JsonKind.Truth, value.Kind);
                break;
        }
    }
}
