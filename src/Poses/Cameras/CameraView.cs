namespace StreamLift.Poses.Cameras;

/// <summary>The image and the camera in which keypoints were seen.</summary>
/// <param name="Width">The width of the image, px; 0 when not known.</param>
/// <param name="Height">The height of the image, px; 0 when not known.</param>
/// <param name="Camera">The camera; null when not known. When its size differs from that of the image, the image is taken as scaled, not
/// cropped.</param>
public readonly record struct CameraView(int Width, int Height, Camera? Camera)
{
    /// <summary>The view of a camera at its full size.</summary>
    public static CameraView Of(Camera camera) => new(camera.Intrinsics.Width, camera.Intrinsics.Height, camera);
}
