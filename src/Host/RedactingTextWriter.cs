using System.Text;

namespace StreamLift.Host;

/// <summary>Removes secrets from everything that is written. Each text is written in one call, so that a secret is never split over two.</summary>
internal sealed class RedactingTextWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(char[] buffer, int index, int count) => inner.Write(Secrets.Redact(new string(buffer, index, count)));

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(Secrets.Redact(new string(buffer)));

    public override void Write(string? value) => inner.Write(Secrets.Redact(value ?? ""));

    public override void WriteLine(string? value) => inner.WriteLine(Secrets.Redact(value ?? ""));

    public override void Flush() => inner.Flush();
}
