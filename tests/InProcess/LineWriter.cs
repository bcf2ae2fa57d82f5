using System.Text;
using StreamLift.Tests.Brokers;

namespace StreamLift.Tests.InProcess;

/// <summary>Cuts what is written into lines.</summary>
internal sealed class LineWriter(PrintedLines lines, bool isOutput) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_line)
        {
            if (value != '\n')
                _line.Append(value);
            else
                End();
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (_line)
            if (_line.Length > 0)
                End();
        base.Dispose(disposing);
    }

    private void End()
    {
        lines.Add(_line.ToString().TrimEnd('\r'), isOutput);
        _line.Clear();
    }
}
