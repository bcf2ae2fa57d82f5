using System.Text.Json;
using StreamLift.Poses.Cameras;
using StreamLift.Tests;

namespace StreamLift.Poses.Tests.Cameras;

public sealed class Human36mCamerasTests
{
    [Fact]
    public void Human36M_has_four_cameras_for_each_of_its_seven_subjects()
    {
        Assert.Equal(["S1", "S5", "S6", "S7", "S8", "S9", "S11"], Human36mCameras.Subjects);
        Assert.Equal(["54138969", "55011271", "58860488", "60457274"], Human36mCameras.Serials);
        foreach (var subject in Human36mCameras.Subjects)
        foreach (var serial in Human36mCameras.Serials)
        {
            var camera = Human36mCameras.Find(subject, serial)!;
            Assert.Equal(serial, camera.Name);
            Assert.Equal(DistortionForm.Human36M, camera.Intrinsics.Distortion.Form);
            Assert.True(Rotations.IsRotation(camera.Extrinsics!.Rotation.AsSpan()));
        }
    }

    [Theory]
    [InlineData("54138969", 1000, 1002)]
    [InlineData("55011271", 1000, 1000)]
    [InlineData("58860488", 1000, 1000)]
    [InlineData("60457274", 1000, 1002)]
    public void Human36M_cameras_have_their_published_image_sizes(string serial, int width, int height)
    {
        var intrinsics = Human36mCameras.Find("S11", serial)!.Intrinsics;

        Assert.Equal((width, height), (intrinsics.Width, intrinsics.Height));
    }

    [Theory]
    [InlineData("S10", "54138969")]
    [InlineData("s9", "54138969")]
    [InlineData("S9", "54138968")]
    public void Unknown_Human36M_subject_or_camera_is_not_found(string subject, string serial) => Assert.Null(Human36mCameras.Find(subject, serial));

    [CmuFact]
    public void Human36M_camera_parameters_are_the_published_ones()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedData.Cmu, "camera-parameters.json")));
        foreach (var subject in Human36mCameras.Subjects)
        foreach (var serial in Human36mCameras.Serials)
        {
            var lens = file.RootElement.GetProperty("intrinsics").GetProperty(serial);
            var matrix = Numbers(lens.GetProperty("calibration_matrix"));
            var place = file.RootElement.GetProperty("extrinsics").GetProperty(subject).GetProperty(serial);
            var camera = Human36mCameras.Find(subject, serial)!;
            var (intrinsics, distortion) = (camera.Intrinsics, camera.Intrinsics.Distortion);

            Assert.Equal([intrinsics.Fx, 0, intrinsics.Cx, 0, intrinsics.Fy, intrinsics.Cy, 0, 0, 1], matrix);
            Assert.Equal([distortion.K1, distortion.K2, distortion.P1, distortion.P2, distortion.K3], Numbers(lens.GetProperty("distortion")));
            Assert.Equal(camera.Extrinsics!.Rotation, Numbers(place.GetProperty("R")));
            Assert.Equal(camera.Extrinsics.Translation, Numbers(place.GetProperty("t")));
        }
    }

    private static double[] Numbers(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().SelectMany(Numbers)] : [json.GetDouble()];
}
