// From the world to a camera's image, in the forms of docs/cameras.md, and back to a direction.

/** A camera of the schema with its lens ready for use. */
export class Lens {
    constructor(camera) {
        this.stream = camera.stream;
        this.width = camera.width;
        this.height = camera.height;
        this.camera = camera;
        this.rotation = camera.rotation ?? [1, 0, 0, 0, 1, 0, 0, 0, 1];
        this.translation = camera.translation ?? [0, 0, 0];
        this.calibrated = camera.fx > 0;
        this.distort = distortion(camera.distortion ?? null);
    }

    /** The camera's position in the world, mm: −Rᵀ·t. */
    get position() {
        const [a, b, c] = this.translation;
        const r = this.rotation;
        return [-(r[0] * a + r[3] * b + r[6] * c), -(r[1] * a + r[4] * b + r[7] * c), -(r[2] * a + r[5] * b + r[8] * c)];
    }

    /** The point of the world, mm, that an undistorted pixel shows at a depth in mm. */
    at(px, py, depth) {
        const { fx, fy, cx, cy } = this.camera;
        const x = ((px - cx) / fx) * depth - this.translation[0];
        const y = ((py - cy) / fy) * depth - this.translation[1];
        const z = depth - this.translation[2];
        const r = this.rotation;
        return [r[0] * x + r[3] * y + r[6] * z, r[1] * x + r[4] * y + r[7] * z, r[2] * x + r[5] * y + r[8] * z];
    }

    /**
     * Projects a point of the world, mm.
     * @param {Float32Array} into Takes x and y, px; NaN where the point is behind the camera.
     * @param {number} place Where in it.
     */
    project(x, y, z, into, place) {
        const r = this.rotation;
        const t = this.translation;
        const depth = r[6] * x + r[7] * y + r[8] * z + t[2];
        if (depth < 1) {
            into[place] = into[place + 1] = NaN;
            return;
        }
        into[place] = (r[0] * x + r[1] * y + r[2] * z + t[0]) / depth;
        into[place + 1] = (r[3] * x + r[4] * y + r[5] * z + t[1]) / depth;
        this.distort(into, place);
        const { fx, fy, cx, cy } = this.camera;
        into[place] = fx * into[place] + cx;
        into[place + 1] = fy * into[place + 1] + cy;
    }
}

/** @returns {(ray: Float32Array, place: number) => void} Distorts a ray in place. */
function distortion(terms) {
    if (terms === null)
        return () => {};
    const [k1 = 0, k2 = 0, k3 = 0, k4 = 0, k5 = 0, k6 = 0] = terms.k ?? [];
    const [p1 = 0, p2 = 0] = terms.p ?? [];
    if (terms.form === 'fisheye')
        return (ray, place) => {
            const r = Math.hypot(ray[place], ray[place + 1]);
            const angle = Math.atan(r);
            const q = angle * angle;
            const scale = r < 1e-9 ? 1 : (angle * (1 + q * (k1 + q * (k2 + q * (k3 + q * k4))))) / r;
            ray[place] *= scale;
            ray[place + 1] *= scale;
        };
    // Human3.6M's code has half of OpenCV's tangential term, and no divisor
    const tangential = terms.form === 'human36m' ? 1 : 2;
    return (ray, place) => {
        const x = ray[place];
        const y = ray[place + 1];
        const q = x * x + y * y;
        const radial = (1 + q * (k1 + q * (k2 + q * k3))) / (1 + q * (k4 + q * (k5 + q * k6)));
        const scale = radial + tangential * (p1 * y + p2 * x);
        ray[place] = x * scale + p2 * q;
        ray[place + 1] = y * scale + p1 * q;
    };
}
