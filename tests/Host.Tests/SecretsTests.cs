using StreamLift.Poses;

namespace StreamLift.Host.Tests;

public sealed class SecretsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Secret_is_read_from_its_file_or_variable_or_taken_literally()
    {
        File.WriteAllText(_file, "from the file\n");
        Assert.Equal("from the file", Secrets.Resolve("sasl.password", $"@file:{_file}"));
        Environment.SetEnvironmentVariable("STREAMLIFT_TEST_SECRET", "from the variable");
        Assert.Equal("from the variable", Secrets.Resolve("sasl.username", "@env:STREAMLIFT_TEST_SECRET"));
        Assert.Equal("as@it=stands", Secrets.Resolve("client.id", "as@it=stands"));
    }

    [Fact]
    public void Secret_with_a_missing_file_or_variable_is_an_error_that_names_the_property()
    {
        Assert.Contains(
            "sasl.password=@file:/no/such",
            Assert.Throws<ConfigurationException>(() => Secrets.Resolve("sasl.password", "@file:/no/such")).Message
        );
        Assert.Contains(
            "sasl.password=@env:NO_SUCH_VARIABLE",
            Assert.Throws<ConfigurationException>(() => Secrets.Resolve("sasl.password", "@env:NO_SUCH_VARIABLE")).Message
        );
    }

    [Theory]
    [InlineData("sasl.password", "Zq7-password")]
    [InlineData("ssl.key.password", "Zq7-key")]
    [InlineData("ssl.key.pem", "Zq7-line-one\nZq7-line-two")]
    [InlineData("ssl.keystore.password", "Zq7-store")]
    [InlineData("sasl.oauthbearer.client.secret", "Zq7-client")]
    [InlineData("sasl.oauthbearer.config", "Zq7-principal")]
    [InlineData("SASL.PASSWORD", "Zq7-capitals")]
    public void Secret_is_masked_wherever_it_is_written_line_by_line_as_well(string property, string value)
    {
        Secrets.Resolve(property, value);
        var written = new StringWriter();
        var guarded = new RedactingTextWriter(written);
        guarded.WriteLine($"a text with {value} in it");
        guarded.Write($"and {value.Split('\n')[0]}".AsSpan());
        guarded.Write($"and {value.Split('\n')[^1]}".ToCharArray());
        Assert.DoesNotContain("Zq7", written.ToString());
        Assert.Contains("a text with *** in it", written.ToString());
    }

    [Fact]
    public void Non_secret_and_very_short_values_are_not_masked()
    {
        Secrets.Resolve("client.id", "visible-client");
        Secrets.Resolve("sasl.password", "abc"); // so short that it would blot out other words
        Assert.Equal("visible-client abc", Secrets.Redact("visible-client abc"));
    }
}
