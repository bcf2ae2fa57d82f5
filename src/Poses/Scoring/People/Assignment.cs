namespace StreamLift.Poses.Scoring.People;

/// <summary>
/// The assignment of rows to columns with the least total cost, by shortest augmenting paths (Jonker and Volgenant 1987; the form of Crouse 2016, "On
/// implementing 2D rectangular assignment algorithms"). Each row gets a column while there are any, each column at most one row.
/// </summary>
internal static class Assignment
{
    /// <summary>Finds the assignment.</summary>
    /// <param name="costs">The cost of each row and column, finite.</param>
    /// <returns>The column of each row; -1 for a row without one, where there are more rows than columns.</returns>
    public static int[] Least(double[,] costs)
    {
        var (rows, columns) = (costs.GetLength(0), costs.GetLength(1));
        if (rows > columns)
        {
            var turned = new double[columns, rows];
            for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                turned[c, r] = costs[r, c];
            var rowOf = Least(turned);
            int[] found = [.. Enumerable.Repeat(-1, rows)];
            for (var c = 0; c < columns; c++)
                found[rowOf[c]] = c;
            return found;
        }
        return new Search(costs, rows, columns).Run();
    }

    private sealed class Search(double[,] costs, int rows, int columns)
    {
        private readonly double[] _ofRow = new double[rows];
        private readonly double[] _ofColumn = new double[columns];
        private readonly double[] _path = new double[columns];
        private readonly int[] _before = new int[columns];
        private readonly int[] _rowOf = [.. Enumerable.Repeat(-1, columns)];
        private readonly int[] _columnOf = [.. Enumerable.Repeat(-1, rows)];
        private readonly bool[] _rowSeen = new bool[rows];
        private readonly bool[] _columnSeen = new bool[columns];

        public int[] Run()
        {
            for (var row = 0; row < rows; row++)
                Augment(row);
            return _columnOf;
        }

        private void Augment(int start)
        {
            Array.Fill(_path, double.PositiveInfinity);
            Array.Clear(_rowSeen);
            Array.Clear(_columnSeen);
            var (row, least, sink) = (start, 0.0, -1);
            while (sink < 0)
            {
                _rowSeen[row] = true;
                var next = -1;
                for (var column = 0; column < columns; column++)
                {
                    if (_columnSeen[column])
                        continue;
                    var length = least + costs[row, column] - _ofRow[row] - _ofColumn[column];
                    if (length < _path[column])
                        (_path[column], _before[column]) = (length, row);
                    if (next < 0 || _path[column] < _path[next])
                        next = column;
                }
                (least, _columnSeen[next]) = (_path[next], true);
                if (_rowOf[next] < 0)
                    sink = next;
                else
                    row = _rowOf[next];
            }
            Update(start, least);
            for (var column = sink; ; )
            {
                var from = _before[column];
                _rowOf[column] = from;
                (_columnOf[from], column) = (column, _columnOf[from]);
                if (from == start)
                    return;
            }
        }

        private void Update(int start, double least)
        {
            _ofRow[start] += least;
            for (var row = 0; row < rows; row++)
                if (_rowSeen[row] && row != start)
                    _ofRow[row] += least - _path[_columnOf[row]];
            for (var column = 0; column < columns; column++)
                if (_columnSeen[column])
                    _ofColumn[column] -= least - _path[column];
        }
    }
}
