// Where people were in the last seconds: a band on the floor behind each, and thin lines behind hands and feet. Made of the history, so that a stopped
// or earlier moment has its own trails.

import {
    BufferAttribute, BufferGeometry, DoubleSide, DynamicDrawUsage, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial,
} from '../vendor/three.min.js';
import { Ends, Hip } from '../model/skeleton.js';
import { personColour } from './colours.js';

const LastMs = 2500;
const EndsMs = 700;
const MostPoints = 96;
const HalfWidth = 0.022;
const MostBands = 64;

const place = new Float32Array(3);
const before = new Float32Array(3);

/** The trails of the people that are drawn. */
export class Trails {
    constructor(scene) {
        const vertices = MostBands * MostPoints * 2;
        this.band = new BufferGeometry();
        this.bandPlaces = this.attribute(this.band, 'position', vertices * 3, 3);
        this.bandColours = this.attribute(this.band, 'color', vertices * 4, 4);
        this.band.setIndex(new BufferAttribute(new Uint32Array(MostBands * MostPoints * 6), 1));
        this.band.index.setUsage(DynamicDrawUsage);
        this.bandMesh = new Mesh(this.band, new MeshBasicMaterial({ vertexColors: true, transparent: true, depthWrite: false, side: DoubleSide }));
        this.line = new BufferGeometry();
        this.linePlaces = this.attribute(this.line, 'position', vertices * 3 * 2, 3);
        this.lineColours = this.attribute(this.line, 'color', vertices * 4 * 2, 4);
        this.lineMesh = new LineSegments(this.line, new LineBasicMaterial({ vertexColors: true, transparent: true, depthWrite: false }));
        this.parts = [this.bandMesh, this.lineMesh];
        for (const mesh of this.parts) {
            mesh.frustumCulled = false;
            mesh.renderOrder = 1;
            scene.add(mesh);
        }
        this.visible = true;
    }

    attribute(geometry, name, length, size) {
        const attribute = new BufferAttribute(new Float32Array(length), size);
        attribute.setUsage(DynamicDrawUsage);
        geometry.setAttribute(name, attribute);
        return attribute;
    }

    /**
     * @param {import('../model/people.js').PeopleNow} people Who is drawn.
     * @param track The history of their frames, or null.
     * @param {number} index The frame that is drawn, in it.
     * @param {import('../model/axes.js').Axes} axes Of the rig.
     */
    draw(people, track, index, axes) {
        this.vertices = this.indices = this.segments = 0;
        if (this.visible && track !== null)
            for (let i = 0; i < Math.min(people.count, MostBands); i++)
                this.person(people.slots[i], track, index, axes);
        this.band.setDrawRange(0, this.indices);
        this.line.setDrawRange(0, this.segments);
        this.bandMesh.visible = this.indices > 0;
        this.lineMesh.visible = this.segments > 0;
        send(this.bandPlaces, this.vertices);
        send(this.bandColours, this.vertices);
        send(this.band.index, this.indices);
        send(this.linePlaces, this.segments);
        send(this.lineColours, this.segments);
    }

    person(person, track, index, axes) {
        const newest = track.frames[index];
        const step = Math.max(1, Math.ceil(framesWithin(track, index, LastMs) / MostPoints));
        let points = 0;
        for (let i = index; i >= track.start && points < MostPoints; i -= step) {
            const frame = track.frames[i];
            const age = newest.timestampMs - frame.timestampMs;
            if (!(age >= 0 && age <= LastMs))
                break;
            const there = personIn(frame, person.id);
            if (there < 0)
                break;
            this.onFloor(frame, there, axes, personColour(person.id), 0.75 * (1 - age / LastMs), points++);
        }
        this.ends(person, track, index, axes);
    }

    onFloor(frame, there, axes, colour, alpha, point) {
        joint(frame, there, Hip, axes, place);
        const dx = point === 0 ? 1 : before[0] - place[0];
        const dz = point === 0 ? 0 : before[2] - place[2];
        const length = Math.hypot(dx, dz) || 1;
        for (const side of [-1, 1]) {
            const at = this.vertices * 3;
            this.bandPlaces.array[at] = place[0] + (side * HalfWidth * dz) / length;
            this.bandPlaces.array[at + 1] = 0.007;
            this.bandPlaces.array[at + 2] = place[2] - (side * HalfWidth * dx) / length;
            paint(this.bandColours.array, this.vertices++, colour, alpha);
        }
        if (point > 0) {
            const last = this.vertices - 4;
            for (const corner of [0, 1, 2, 1, 3, 2])
                this.band.index.array[this.indices++] = last + corner;
        }
        before.set(place);
    }

    ends(person, track, index, axes) {
        const newest = track.frames[index];
        const colour = personColour(person.id);
        for (const end of Ends) {
            before.set(person.joints.subarray(3 * end, 3 * end + 3));
            for (let i = index - 1; i >= track.start; i--) {
                const age = newest.timestampMs - track.frames[i].timestampMs;
                const there = age >= 0 && age <= EndsMs ? personIn(track.frames[i], person.id) : -1;
                if (there < 0 || this.segments + 2 > this.linePlaces.count)
                    break;
                joint(track.frames[i], there, end, axes, place);
                this.linePlaces.array.set(before, this.segments * 3);
                paint(this.lineColours.array, this.segments++, colour, 0.7 * (1 - age / EndsMs));
                this.linePlaces.array.set(place, this.segments * 3);
                paint(this.lineColours.array, this.segments++, colour, 0.7 * (1 - age / EndsMs));
                before.set(place);
            }
        }
    }
}

/** Sends the filled part of a buffer to the graphics processor: the buffers are far larger than most trails. */
function send(attribute, filled) {
    attribute.clearUpdateRanges();
    attribute.addUpdateRange(0, filled * attribute.itemSize);
    attribute.needsUpdate = true;
}

function framesWithin(track, index, ms) {
    const first = track.frames[index].timestampMs - ms;
    let frames = 0;
    for (let i = index; i >= track.start && track.frames[i].timestampMs >= first; i--)
        frames++;
    return frames;
}

function personIn(frame, id) {
    for (let i = 0; i < frame.count; i++)
        if (frame.id(i) === id)
            return i;
    return -1;
}

function joint(frame, person, number, axes, into) {
    const at = frame.pose(person) + 4 * number;
    axes.place(frame.floats[at], frame.floats[at + 1], frame.floats[at + 2], into, 0);
}

function paint(colours, vertex, colour, alpha) {
    colours[4 * vertex] = colour.r;
    colours[4 * vertex + 1] = colour.g;
    colours[4 * vertex + 2] = colour.b;
    colours[4 * vertex + 3] = alpha;
}
