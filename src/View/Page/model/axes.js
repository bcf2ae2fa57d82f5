// From a rig's world in mm, whichever axis is up, to the scene in metres with y up and the floor at 0.

const Turns = {
    x: [0, 0, 1, 1, 0, 0, 0, 1, 0],
    '-x': [0, 0, 1, -1, 0, 0, 0, -1, 0],
    y: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    '-y': [1, 0, 0, 0, -1, 0, 0, 0, -1],
    z: [1, 0, 0, 0, 0, 1, 0, -1, 0],
    '-z': [1, 0, 0, 0, 0, -1, 0, 1, 0],
};

/** The way from one world to the scene: a turn, a scale and a shift. */
export class Axes {
    /** @param {string} up The axis that points up. @param {number} floorMm The floor's height along it. */
    constructor(up, floorMm = 0) {
        this.up = up in Turns ? up : 'z';
        this.turn = Turns[this.up];
        this.floor = floorMm / 1000;
        this.shift = [0, -this.floor, 0];
    }

    /** The same with a floor at another height, mm. */
    withFloor(floorMm) {
        return new Axes(this.up, floorMm);
    }

    /** Writes the place of a point of the world, mm, to the scene, m. */
    place(x, y, z, into, at) {
        const t = this.turn;
        into[at] = (t[0] * x + t[1] * y + t[2] * z) / 1000 + this.shift[0];
        into[at + 1] = (t[3] * x + t[4] * y + t[5] * z) / 1000 + this.shift[1];
        into[at + 2] = (t[6] * x + t[7] * y + t[8] * z) / 1000 + this.shift[2];
    }

    /** The direction of the scene in which an axis of the world points: 0 x, 1 y, 2 z. */
    direction(axis) {
        const t = this.turn;
        return [t[axis], t[3 + axis], t[6 + axis]];
    }
}

/** The axis nearest to the cameras' own upward direction, as `rig show` takes it where the rig does not say. */
export function likelyUp(cameras) {
    const sum = [0, 0, 0];
    for (const { rotation: r } of cameras)
        if (r)
            for (let i = 0; i < 3; i++)
                sum[i] -= r[3 + i]; // a camera's y points down
    const axis = sum.reduce((best, value, i) => (Math.abs(value) > Math.abs(sum[best]) ? i : best), 2);
    return (sum[axis] < 0 ? '-' : '') + 'xyz'[axis];
}
