namespace StreamLift.Poses.Cameras;

/// <summary>What keypoints were seen through.</summary>
/// <param name="Width">Of the image that they are in, px; 0 where nobody said.</param>
/// <param name="Height">Of the same, px.</param>
/// <param name="Camera">Its lens; null where nobody said. Of another size than the image, the keypoints are scaled to it: a whole image made smaller, not a
/// part of it.</param>
public readonly record struct CameraView(int Width, int Height, Camera? Camera)
{
    /// <summary>What a camera sees at its full size.</summary>
    public static CameraView Of(Camera camera) => new(camera.Intrinsics.Width, camera.Intrinsics.Height, camera);
}
