// How far a person of the room, projected into a camera's image, is from what the camera's detector saw.

import { Joints } from '../wire/frame.js';

const FarPx = 120;
const LeastJoints = 4;

const projected = new Float32Array(Joints * 2);
const distances = new Float64Array(Joints);

/** Projects a person of a people frame, in the rig's world, mm. @returns {Float32Array} x, y of each joint, px; NaN behind the camera. Used again. */
export function projectPerson(lens, frame, person, into = projected) {
    const pose = frame.pose(person);
    for (let j = 0; j < Joints; j++)
        lens.project(frame.floats[pose + 4 * j], frame.floats[pose + 4 * j + 1], frame.floats[pose + 4 * j + 2], into, 2 * j);
    return into;
}

/** The median distance of a projected person to a seen one, px; NaN with too few joints in common. */
function distance(points, seen, person, layout, scale) {
    const at = seen.keypointsAt(person);
    let found = 0;
    for (let k = 0; k < seen.keypoints(person); k++) {
        const joint = layout.counterparts[k];
        if (joint < 0 || !(seen.floats[at + 3 * k + 2] > 0))
            continue;
        const d = Math.hypot(scale * seen.floats[at + 3 * k] - points[2 * joint], scale * seen.floats[at + 3 * k + 1] - points[2 * joint + 1]);
        if (!Number.isNaN(d) && found < distances.length)
            distances[found++] = d;
    }
    if (found < LeastJoints)
        return NaN;
    const some = distances.subarray(0, found);
    some.sort();
    return some[found >> 1];
}

/**
 * The reprojection of a camera in one instant: the mean over people of the nearest seen person's median distance.
 * @param {{lens: import('./lens.js').Lens, scale: number}} source The camera, and how much larger its calibrated image is than that of its keypoints.
 * @param {import('../wire/frame.js').Frame} people The people of the room.
 * @param {import('../wire/frame.js').Frame} seen What the camera saw.
 * @param {Array<{counterparts: number[]}>} layouts The schema's.
 * @returns {number} px; NaN where nobody is near anybody.
 */
export function reprojectionOf({ lens, scale }, people, seen, layouts) {
    let sum = 0;
    let counted = 0;
    for (let p = 0; p < people.count; p++) {
        projectPerson(lens, people, p);
        let best = NaN;
        for (let s = 0; s < seen.count; s++) {
            const layout = seen.keypoints(s) > 0 ? layouts[seen.keypointLayout(s)] : undefined;
            const d = layout === undefined ? NaN : distance(projected, seen, s, layout, scale);
            if (!(d >= best))
                best = d;
        }
        if (best < FarPx) {
            sum += best;
            counted++;
        }
    }
    return counted === 0 ? NaN : sum / counted;
}
