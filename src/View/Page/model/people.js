// The people to draw now, in metres of the scene. The places are kept and filled anew, so that a drawn frame allocates nothing.

import { Joints } from '../wire/frame.js';

/** Side by side: the distance of two people of one stream, and the free space between streams, metres. */
const PersonStep = 0.9;
const StreamStep = 1.8;

/** One person as drawn. */
class Person {
    constructor() {
        this.joints = new Float32Array(Joints * 3);
        this.sigma = new Float32Array(Joints);
        this.source = new Uint8Array(Joints);
        this.id = 0;
        this.stream = null;
        this.reprojection = NaN;
        this.views = 0;
        this.frame = null;
        this.place = 0;
        this.complete = true;
    }

    /** Names the person over frames and sources. */
    is(id, stream) {
        return this.id === id && this.stream === stream;
    }
}

/** The people of the moment that is drawn. */
export class PeopleNow {
    constructor() {
        this.slots = [];
        this.count = 0;
        this.captions = [];
    }

    clear() {
        this.count = 0;
        this.captions.length = 0;
    }

    next() {
        if (this.count === this.slots.length)
            this.slots.push(new Person());
        return this.slots[this.count++];
    }

    /** The person with an id, or null. */
    find(id, stream) {
        for (let i = 0; i < this.count; i++)
            if (this.slots[i].is(id, stream))
                return this.slots[i];
        return null;
    }

    /** Adds the people of an instant of a rig. */
    addPeople(frame, axes, smooth) {
        for (let i = 0; i < frame.count; i++) {
            const person = this.next();
            person.id = frame.id(i);
            person.stream = null;
            person.reprojection = frame.reprojection(i);
            person.views = frame.views(i);
            fill(person, frame, i, axes, smooth ? frame.smooth(i) : -1);
        }
    }

    /**
     * Adds the people of one stream beside those of the streams before it, each on the floor. Poses have the hip at 0 and the camera's axes.
     * @param {Array<{source: object, frame: import('../wire/frame.js').Frame}>} streams All streams, in their order.
     * @param {(source: object) => import('./axes.js').Axes} axesOf The way from a camera's axes to the scene.
     */
    addSideBySide(streams, axesOf) {
        let width = 0;
        for (const { frame } of streams)
            width += StreamStep + Math.max(0, frame.count - 1) * PersonStep;
        let left = -width / 2;
        for (const { source, frame } of streams) {
            const columns = Math.max(1, frame.count);
            for (let i = 0; i < frame.count; i++) {
                const person = this.next();
                person.id = frame.id(i);
                person.stream = source.name;
                person.reprojection = NaN;
                person.views = 0;
                fill(person, frame, i, axesOf(source), -1);
                stand(person, left + StreamStep / 2 + i * PersonStep);
            }
            const middle = left + StreamStep / 2 + ((columns - 1) * PersonStep) / 2;
            this.captions.push({ name: source.name, x: middle });
            left += StreamStep + (columns - 1) * PersonStep;
        }
    }
}

function fill(person, frame, index, axes, smooth) {
    const floats = frame.floats;
    const pose = frame.pose(index);
    person.frame = frame;
    person.place = index;
    person.complete = true;
    for (let j = 0; j < Joints; j++) {
        const at = smooth < 0 ? pose + 4 * j : smooth + 3 * j;
        axes.place(floats[at], floats[at + 1], floats[at + 2], person.joints, 3 * j);
        person.sigma[j] = floats[pose + 4 * j + 3];
        person.source[j] = frame.jointSource(index, j);
        if (Number.isNaN(person.joints[3 * j]))
            person.complete = false;
    }
}

/** Puts a person with the lowest joint on the floor. */
function stand(person, x) {
    let lowest = Infinity;
    for (let j = 0; j < Joints; j++)
        lowest = Math.min(lowest, person.joints[3 * j + 1]);
    if (!Number.isFinite(lowest))
        return;
    for (let j = 0; j < Joints; j++) {
        person.joints[3 * j] += x;
        person.joints[3 * j + 1] += 0.04 - lowest;
    }
}

