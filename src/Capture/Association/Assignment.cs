namespace StreamLift.Capture.Association;

/// <summary>
/// Assigns rows to columns at the least total cost (the Hungarian method with potentials, O(rows²·columns)). Every row may stay alone at the price of
/// <c>alone</c>. Of equal totals the result is always the same one. Reused; not thread-safe.
/// </summary>
internal sealed class Assignment
{
    private int _rows;
    private int _columns;
    private double _alone;
    private double[] _costs = [];
    private double[] _rowPotentials = [];
    private double[] _columnPotentials = [];
    private double[] _least = [];
    private int[] _rowOf = [];
    private int[] _way = [];
    private bool[] _isUsed = [];

    /// <summary>The cost of a row and a column.</summary>
    public ref double this[int row, int column] => ref _costs[(row * _columns) + column];

    /// <summary>Starts a matrix; every cost must then be written. A cost above <paramref name="alone"/> never pays.</summary>
    public void Begin(int rows, int columns, double alone)
    {
        (_rows, _columns, _alone) = (rows, columns, alone);
        if (_costs.Length < rows * columns)
            _costs = new double[2 * rows * columns];
        var all = rows + columns + 1;
        if (_columnPotentials.Length >= all)
            return;
        (_rowPotentials, _columnPotentials, _least) = (new double[2 * all], new double[2 * all], new double[2 * all]);
        (_rowOf, _way, _isUsed) = (new int[2 * all], new int[2 * all], new bool[2 * all]);
    }

    /// <summary>Writes the column of each row; -1 for a row that stays alone.</summary>
    public void Solve(Span<int> columnOfRow)
    {
        if (!TrySolveEasily(columnOfRow))
            SolveFully(columnOfRow);
    }

    // Mostly each row's cheapest column is its own.
    private bool TrySolveEasily(Span<int> columnOfRow)
    {
        _rowOf.AsSpan(0, _columns).Fill(-1);
        for (var row = 0; row < _rows; row++)
        {
            var (best, cost) = (-1, _alone);
            for (var column = 0; column < _columns; column++)
                if (this[row, column] < cost)
                    (best, cost) = (column, this[row, column]);
            columnOfRow[row] = best;
            if (best < 0)
                continue;
            if (_rowOf[best] >= 0)
                return false;
            _rowOf[best] = row;
        }
        return true;
    }

    // Rows and columns count from 1, and 0 is the row that is being placed. Each row has a column of its own after the real ones, where it is alone.
    private void SolveFully(Span<int> columnOfRow)
    {
        var columns = _columns + _rows;
        _rowPotentials.AsSpan(0, _rows + 1).Clear();
        _columnPotentials.AsSpan(0, columns + 1).Clear();
        _rowOf.AsSpan(0, columns + 1).Clear();
        for (var row = 1; row <= _rows; row++)
            Place(row, columns);
        columnOfRow[.._rows].Fill(-1);
        for (var column = 1; column <= _columns; column++)
            if (_rowOf[column] > 0)
                columnOfRow[_rowOf[column] - 1] = column - 1;
    }

    private void Place(int row, int columns)
    {
        _rowOf[0] = row;
        _least.AsSpan(0, columns + 1).Fill(double.PositiveInfinity);
        _isUsed.AsSpan(0, columns + 1).Clear();
        var at = 0;
        do
        {
            _isUsed[at] = true;
            var (from, next, step) = (_rowOf[at], 0, double.PositiveInfinity);
            for (var column = 1; column <= columns; column++)
            {
                if (_isUsed[column])
                    continue;
                var reduced = Cost(from, column) - _rowPotentials[from] - _columnPotentials[column];
                if (reduced < _least[column])
                    (_least[column], _way[column]) = (reduced, at);
                if (_least[column] < step)
                    (step, next) = (_least[column], column);
            }
            for (var column = 0; column <= columns; column++)
                if (_isUsed[column])
                {
                    _rowPotentials[_rowOf[column]] += step;
                    _columnPotentials[column] -= step;
                }
                else
                    _least[column] -= step;
            at = next;
        } while (_rowOf[at] != 0);
        for (; at != 0; at = _way[at])
            _rowOf[at] = _rowOf[_way[at]];
    }

    // A column of another row costs more than any sum of allowed costs.
    private double Cost(int row, int column) =>
        column <= _columns ? Math.Min(this[row - 1, column - 1], 1e6)
        : column - _columns == row ? _alone
        : 1e6;
}
