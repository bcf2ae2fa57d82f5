// What is drawn at one moment: which frames, of which sources, and the people in them.

import { Axes } from './axes.js';
import { PeopleNow } from './people.js';

const StaleMs = 2500;
const TogetherMs = 150;
const FloorFrames = 60;
const AnkleMm = 80;
const NoWorld = new Axes('-y');

/** The people of a moment, and where they come from. */
export class Moment {
    /** @param {import('../wire/history.js').History} history What came. */
    constructor(history) {
        this.history = history;
        this.people = new PeopleNow();
        this.frame = null;
        this.track = null;
        this.index = -1;
        this.streams = [];
        this.axes = NoWorld;
        this.lowest = [];
    }

    /** @param {import('./sources.js').Sources} sources The schema's. @param {string|null} rig Whose people. */
    setSources(sources, rig) {
        this.sources = sources;
        this.rig = sources.rigs.get(rig) ?? null;
        this.room = sources.kind === 'people' || sources.people(rig).length > 0;
        this.peopleSources = sources.people(rig);
        this.poseSources = sources.streams(this.room ? rig : null);
        this.axes = this.rig?.axes ?? (this.room ? new Axes('z') : NoWorld);
        this.lowest = [];
        this.streamAxes = new Map();
        this.signature = '';
    }

    /**
     * Takes the frames of a moment.
     * @param {number} ms The page's time. @param {boolean} live Whether it is the newest: what is too old is left out then.
     * @param {number} nowMs The page's time now.
     * @returns {boolean} Whether anything is another than the last time.
     */
    take(ms, live, nowMs) {
        const from = live ? Infinity : ms;
        const staleMs = live ? nowMs - StaleMs : ms - StaleMs;
        return this.room ? this.takeRoom(from, staleMs) : this.takeStreams(from, staleMs);
    }

    takeRoom(ms, staleMs) {
        let track = null;
        let index = -1;
        let newest = -Infinity;
        for (const source of this.peopleSources) {
            const its = this.history.track(source.track);
            const at = its.indexAt(ms);
            if (at >= 0 && its.frames[at].receivedMs > Math.max(newest, staleMs)) {
                newest = its.frames[at].receivedMs;
                track = its;
                index = at;
            }
        }
        const frame = track === null ? null : track.frames[index];
        const changed = frame !== this.frame;
        this.track = track;
        this.index = index;
        this.frame = frame;
        return changed;
    }

    takeStreams(ms, staleMs) {
        let signature = '';
        this.streams.length = 0;
        let newest = null;
        for (const source of this.poseSources) {
            const its = this.history.track(source.track);
            const at = its.indexAt(ms);
            const frame = at < 0 || its.frames[at].receivedMs < staleMs ? null : its.frames[at];
            if (frame === null)
                continue;
            signature += `${source.index}:${frame.sequence},`;
            this.streams.push({ source, frame });
            if (newest === null || frame.receivedMs > newest.receivedMs) {
                newest = frame;
                this.track = its;
                this.index = at;
            }
        }
        this.frame = newest;
        const changed = signature !== this.signature;
        this.signature = signature;
        return changed;
    }

    /** Puts the people of the frames into the scene. @param {boolean} smooth Smoothed joints, where there are any. */
    place(smooth) {
        this.people.clear();
        if (!this.room) {
            this.people.addSideBySide(this.streams, source => this.axesOf(source));
            return;
        }
        if (this.frame === null)
            return;
        this.people.addPeople(this.frame, this.axes, smooth);
        if ((this.rig?.floorGiven ?? null) === null)
            this.learnFloor();
    }

    /** The middle and the reach of what there is, metres: people, and the ground between the cameras. Null without any. */
    extent() {
        const { slots, count, captions } = this.people;
        const box = { left: Infinity, right: -Infinity, back: Infinity, front: -Infinity };
        for (let i = 0; i < count; i++)
            widen(box, slots[i].joints[0], slots[i].joints[2]);
        if (this.room && this.rig !== null)
            this.between(box);
        if (box.left > box.right)
            return null;
        const spare = captions.length > 0 ? 0.7 : 0.8;
        const radius = Math.hypot(box.right - box.left, box.front - box.back) / 2 + spare;
        return { x: (box.left + box.right) / 2, z: (box.back + box.front) / 2, radius };
    }

    /** Cameras stand around what they film: the middle third of what lies between them. */
    between(box) {
        const lenses = this.rig.lenses.filter(this.rig.usable);
        if (lenses.length < 3)
            return;
        const places = new Float32Array(lenses.length * 3);
        lenses.forEach((lens, i) => this.axes.place(...lens.position, places, 3 * i));
        const middle = [0, 2].map(axis => lenses.reduce((sum, _, i) => sum + places[3 * i + axis] / lenses.length, 0));
        lenses.forEach((_, i) => widen(box, middle[0] + (places[3 * i] - middle[0]) / 3, middle[1] + (places[3 * i + 2] - middle[1]) / 3));
    }

    /** From a camera's axes to the scene, upright where the camera's place is known. */
    axesOf(source) {
        let axes = this.streamAxes.get(source.name);
        if (axes === undefined) {
            const rig = this.sources.rigs.get(source.rig);
            axes = source.lens?.camera.rotation && rig ? turned(rig.axes, source.lens.rotation) : NoWorld;
            this.streamAxes.set(source.name, axes);
        }
        return axes;
    }

    /** A rig without a floor gets one under the lowest joints of its first frames: the median of each frame's lowest, less an ankle's height. */
    learnFloor() {
        if (this.lowest.length >= FloorFrames || this.people.count === 0)
            return;
        let lowest = Infinity;
        for (let i = 0; i < this.people.count; i++)
            for (let j = 1; j < 51; j += 3)
                lowest = Math.min(lowest, this.people.slots[i].joints[j]);
        if (Number.isFinite(lowest))
            this.lowest.push((lowest + this.axes.floor) * 1000);
        const middle = [...this.lowest].sort((a, b) => a - b)[this.lowest.length >> 1];
        if (Math.abs(middle - AnkleMm - this.axes.floor * 1000) < 30)
            return;
        this.axes = this.axes.withFloor(middle - AnkleMm);
        if (this.rig !== null)
            this.rig.axes = this.axes;
        this.floorMoved = true;
    }

    /** What a stream's camera saw at this moment: the frame whose capture is nearest to the drawn one's, else the newest. */
    seen(source, ms, live) {
        const track = this.history.track(source.track);
        const last = track.indexAt(live ? Infinity : ms + TogetherMs);
        if (last < 0)
            return null;
        if (this.frame === null)
            return track.frames[last];
        let best = null;
        let nearest = TogetherMs;
        for (let i = last; i >= track.start && i > last - 30; i--) {
            const away = Math.abs(track.frames[i].timestampMs - this.frame.timestampMs);
            if (away < nearest) {
                nearest = away;
                best = track.frames[i];
            }
        }
        return best ?? track.frames[last];
    }
}

function widen(box, x, z) {
    if (Number.isNaN(x))
        return;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.back = Math.min(box.back, z);
    box.front = Math.max(box.front, z);
}

/** A camera's axes, turned into its rig's world, whose up is the scene's. */
function turned(axes, rotation) {
    const made = new Axes(axes.up);
    const t = axes.turn;
    made.turn = [0, 1, 2].flatMap(row => [0, 1, 2].map(column => [0, 1, 2].reduce((sum, k) => sum + t[3 * row + k] * rotation[3 * column + k], 0)));
    return made;
}
