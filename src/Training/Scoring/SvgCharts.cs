using System.Globalization;
using System.Net;
using System.Text;

namespace StreamLift.Training.Scoring;

/// <summary>Bar and line charts as SVG elements.</summary>
internal static class SvgCharts
{
    private const int Width = 860;
    private const int Height = 300;
    private const int Left = 110;
    private const int Bottom = 36;
    private const int BarHeight = 20;

    /// <summary>A horizontal bar chart with names and values.</summary>
    public static string Bars(IReadOnlyList<string> names, IReadOnlyList<double> values)
    {
        var svg = Open(Width, (BarHeight + 4) * values.Count);
        var most = values.Where(double.IsFinite).Append(1).Max();
        for (var i = 0; i < values.Count; i++)
        {
            var (y, length) = ((BarHeight + 4) * i, double.IsFinite(values[i]) ? (Width - Left - 70) * values[i] / most : 0);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 15}\" text-anchor=\"end\">{WebUtility.HtmlEncode(names[i])}</text>");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{Left}\" y=\"{y}\" width=\"{length:0.#}\" height=\"{BarHeight}\" fill=\"#3b7dd8\"/><text x=\"{Left + length + 6:0.#}\" "
                    + $"y=\"{y + 15}\">{values[i]:0.0}</text>"
            );
        }
        return svg.Append("</svg>").ToString();
    }

    /// <summary>A line chart of points with ascending x. The y axis ends at <paramref name="most"/>. The diagonal is a dashed line y = x.</summary>
    public static string Curve(IReadOnlyList<(double X, double Y)> points, string unitX, string unitY, double most, bool diagonal = false)
    {
        var svg = Open(Width, Height);
        var (right, lowest) = (points[^1].X > 0 ? points[^1].X : 1, Height - Bottom);
        most = double.IsFinite(most) && most > 0 ? most : 1;
        for (var i = 0; i <= 4; i++)
        {
            var (y, x) = (lowest - ((lowest - 10) * i / 4.0), Left + ((Width - Left - 40) * i / 4.0));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - 40}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#d8dee4\"/><text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" "
                    + $"text-anchor=\"end\">{most * i / 4:0.#} {unitY}</text>"
            );
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{lowest + 20}\" text-anchor=\"middle\">{right * i / 4:0.#} {unitX}</text>");
        }
        var line = points
            .Where(point => double.IsFinite(point.Y))
            .Select(point =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Left + ((Width - Left - 40) * point.X / right):0.#},{lowest - ((lowest - 10) * point.Y / most):0.#}"
                )
            );
        if (diagonal)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" y1=\"{lowest}\" x2=\"{Left + ((Width - Left - 40) * Math.Min(1, most / right)):0.#}\" "
                    + $"y2=\"{lowest - ((lowest - 10) * Math.Min(1, right / most)):0.#}\" stroke=\"#8a949e\" stroke-dasharray=\"5 4\"/>"
            );
        return svg.Append(
                CultureInfo.InvariantCulture,
                $"<polyline points=\"{string.Join(' ', line)}\" fill=\"none\" stroke=\"#3b7dd8\" stroke-width=\"2\"/></svg>"
            )
            .ToString();
    }

    private static StringBuilder Open(int width, int height) =>
        new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">"
        );
}
