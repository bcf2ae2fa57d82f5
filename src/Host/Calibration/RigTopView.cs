using System.Globalization;
using System.Security;
using System.Text;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.Host.Calibration;

/// <summary>Draws a rig from above as SVG: the cameras with what they see, their names, a grid of the floor and a scale.</summary>
internal sealed class RigTopView
{
    private const double Width = 900; // px
    private const double Header = 46;
    private const double Margin = 0.6; // m around everything
    private const double Shortest = 0.7; // m, of what a camera sees

    private readonly Rig _rig;
    private readonly RigAxes _axes;
    private readonly StringBuilder _svg = new();
    private readonly double _left; // m
    private readonly double _top;
    private readonly double _scale; // px a metre
    private readonly double _reach; // how far a camera's field is drawn, m

    private RigTopView(Rig rig)
    {
        (_rig, _axes) = (rig, RigAxes.Of(rig));
        var places = rig.Cameras.Select(camera => At(CameraPlace.Of(camera).Centre)).ToList();
        var spread = Math.Max(places.Max(p => p.X) - places.Min(p => p.X), places.Max(p => p.Y) - places.Min(p => p.Y));
        _reach = Math.Max(Shortest, 0.3 * spread);
        var all = rig.Cameras.SelectMany(Field).Concat(places).ToList();
        (_left, _top) = (all.Min(p => p.X) - Margin, all.Min(p => p.Y) - Margin);
        var (across, down) = (all.Max(p => p.X) + Margin - _left, all.Max(p => p.Y) + Margin - _top);
        _scale = Width / Math.Max(across, down);
        Size = (across, down);
    }

    private (double Across, double Down) Size { get; }

    /// <summary>The drawing.</summary>
    public static string Draw(Rig rig) => new RigTopView(rig).Draw();

    private string Draw()
    {
        var (width, height) = (Size.Across * _scale, (Size.Down * _scale) + Header);
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.##} {height:0.##}\" width=\"{width:0}\" height=\"{height:0}\" ");
        Add($"font-family=\"system-ui, sans-serif\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        var up = _axes.IsAssumed ? $"{_axes.Up.Symbol()} is taken as up" : $"{_axes.Up.Symbol()} up";
        Add($"<text x=\"12\" y=\"20\" font-size=\"15\" font-weight=\"600\" fill=\"#1f2937\">{Escaped(_rig.Name)}</text>\n");
        Add($"<text x=\"12\" y=\"38\" fill=\"#4b5563\">{Escaped(RigFiles.Cameras(_rig))} from above, {up}</text>\n");
        Add($"<g transform=\"translate(0 {Header})\">\n");
        Grid();
        foreach (var camera in _rig.Cameras)
            DrawCamera(camera);
        _svg.Append("</g>\n");
        return _svg.Append("</svg>\n").ToString();
    }

    private void Grid()
    {
        var step = Step(Math.Max(Size.Across, Size.Down));
        foreach (var x in Multiples(step, _left, Size.Across))
            Line((x, _top), (x, _top + Size.Down), Math.Abs(x) < step / 2);
        foreach (var y in Multiples(step, _top, Size.Down))
            Line((_left, y), (_left + Size.Across, y), Math.Abs(y) < step / 2);
        // the scale, in the lower left corner
        var (from, bottom) = (12.0, (Size.Down * _scale) - 14);
        Add($"<path d=\"M{from:0.##} {bottom - 4:0.##}v4h{step * _scale:0.##}v-4\" fill=\"none\" stroke=\"#1f2937\" stroke-width=\"1.5\"/>\n");
        Add($"<text x=\"{from + (step * _scale / 2):0.##}\" y=\"{bottom - 6:0.##}\" text-anchor=\"middle\" fill=\"#1f2937\">{step:0.##} m</text>\n");
    }

    private void Line((double X, double Y) from, (double X, double Y) to, bool isAxis)
    {
        var ((x1, y1), (x2, y2)) = (Px(from), Px(to));
        var stroke = isAxis ? "#9ca3af" : "#e5e7eb";
        Add($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{stroke}\"/>\n");
    }

    private void DrawCamera(Camera camera)
    {
        var place = CameraPlace.Of(camera);
        var (x, y) = Px(At(place.Centre));
        var corners = string.Join(' ', Field(camera).Select(Px).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##},{p.Y:0.##}")));
        Add($"<polygon points=\"{x:0.##},{y:0.##} {corners}\" fill=\"#2563eb\" fill-opacity=\"0.12\" stroke=\"#2563eb\" stroke-opacity=\"0.6\"/>\n");
        Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"5\" fill=\"#1d4ed8\"/>\n");
        // the name is behind the camera
        var (_, right, ahead) = _axes.Of(place.Away);
        var length = Math.Max(1e-6, Math.Sqrt((right * right) + (ahead * ahead)));
        var (nameX, nameY) = (x - (14 * right / length), y + (14 * ahead / length) + 4);
        var anchor =
            right / length > 0.4 ? "end"
            : right / length < -0.4 ? "start"
            : "middle";
        var name = camera.Extrinsics is null ? $"{camera.Name} (place not known)" : camera.Name;
        Add($"<text x=\"{nameX:0.##}\" y=\"{nameY:0.##}\" text-anchor=\"{anchor}\" fill=\"#111827\">{Escaped(name)}</text>\n");
    }

    // The far corners of what a camera sees, seen from above.
    private IEnumerable<(double X, double Y)> Field(Camera camera)
    {
        var place = CameraPlace.Of(camera);
        var (left, right) = FieldOfView.Edges(camera.Intrinsics);
        var centre = At(place.Centre);
        foreach (var angle in (double[])[left, right])
        {
            var (sin, cos) = Math.SinCos(angle);
            var (_, toRight, toAhead) = _axes.Of(
                ((cos * place.Away.X) + (sin * place.Right.X), (cos * place.Away.Y) + (sin * place.Right.Y), (cos * place.Away.Z) + (sin * place.Right.Z))
            );
            yield return (centre.X + (_reach * toRight), centre.Y - (_reach * toAhead));
        }
    }

    // Metres to the right and down the page.
    private (double X, double Y) At((double X, double Y, double Z) point)
    {
        var (_, right, ahead) = _axes.Of(point);
        return (right / 1000, -ahead / 1000);
    }

    private (double X, double Y) Px((double X, double Y) metres) => ((metres.X - _left) * _scale, (metres.Y - _top) * _scale);

    // Cameras in a wrong unit are drawn too, whatever their places: the grid never has more than about a hundred lines.
    private static double Step(double metres) =>
        metres switch
        {
            < 2 => 0.1,
            < 25 => 1,
            < 125 => 5,
            < 1000 => 50,
            _ => Math.Pow(10, Math.Floor(Math.Log10(metres)) - 1),
        };

    // By their count: far from 0 a sum can be too coarse to grow by a step.
    private static IEnumerable<double> Multiples(double step, double from, double length)
    {
        var first = Math.Ceiling(from / step);
        for (var i = 0; i <= Math.Floor(((from + length) / step) - first); i++)
            yield return (first + i) * step;
    }

    private static string Escaped(string text) => SecurityElement.Escape(text) ?? "";

    private void Add(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
