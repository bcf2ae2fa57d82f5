namespace StreamLift.Files.Records;

/// <summary>Reads the lines of a file as bytes, and tells whether the last one has its end.</summary>
internal sealed class LineReader : IDisposable
{
    private readonly FileStream _file;
    private readonly int _longest;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <param name="path">The file.</param>
    /// <param name="longest">The most bytes of a line.</param>
    public LineReader(string path, int longest) => (_file, _longest) = (File.OpenRead(path), longest);

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="isWhole">Whether it has an end.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public bool TryRead(out byte[] line, out bool isWhole)
    {
        var searched = _start;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = _buffer[_start..(searched + found)];
                (_start, isWhole) = (searched + found + 1, true);
                return true;
            }
            searched = _end;
            if (Fill(ref searched))
                continue;
            line = _buffer[_start.._end];
            (_start, isWhole) = (_end, false);
            return line.Length > 0;
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Fill(ref int searched)
    {
        if (_end - _start > _longest)
            throw new InvalidDataException($"a line has more than {_longest:N0} bytes");
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (searched, _end, _start) = (searched - _start, _end - _start, 0);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = _file.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
