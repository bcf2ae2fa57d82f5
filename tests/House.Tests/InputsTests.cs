using StreamLift.Tests;

namespace StreamLift.House.Tests;

/// <summary>The tables of docs/inputs.md say what is read, and which test covers it.</summary>
public class InputsTests
{
    [Fact]
    public void Every_input_format_has_an_example_a_command_and_a_test_that_exists()
    {
        var classes = Repository.Tests.SelectMany(room => room.Sources).Select(source => source.Name).ToHashSet();
        Assert.NotEmpty(InputsTable.Rows());
        Breaches.None(
            InputsTable
                .Rows()
                .SelectMany(row =>
                    (string?[])
                        [
                            row.Example.Length == 0 ? $"{row.Format} has no example" : null,
                            row.Command.StartsWith("streamlift ", StringComparison.Ordinal) ? null : $"{row.Format} has no command",
                            classes.Contains(row.Test) ? null : $"{row.Format} is covered by {row.Test}, which is no test class",
                        ]
                )
                .OfType<string>()
        );
    }

    [Fact]
    public void Input_formats_have_different_names() =>
        Breaches.None(InputsTable.Rows().GroupBy(row => row.Format).Where(same => same.Count() > 1).Select(same => same.Key));
}
