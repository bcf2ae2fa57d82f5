// One binary message of the server: the people of one instant of a rig (kind 1), or of one frame of a stream (kind 2). docs/viewer.md has the layout.

export const Joints = 17;
export const People = 1;
export const Poses = 2;

const Version = 1;
const HeaderBytes = 36;
const PoseBytes = Joints * 16;

/** Thrown for bytes that are no frame of this version. */
export class FrameError extends Error {}

/** A frame over the bytes that came: nothing is copied, and people are read in place. */
export class Frame {
    /**
     * @param {ArrayBuffer} buffer The whole message.
     * @param {number} receivedMs When it came, by the page's clock.
     */
    constructor(buffer, receivedMs) {
        if (buffer.byteLength < HeaderBytes)
            throw new FrameError(`a frame of ${buffer.byteLength} bytes`);
        const header = new DataView(buffer);
        if (header.getUint8(0) !== Version)
            throw new FrameError(`frames of version ${header.getUint8(0)}`);
        this.buffer = buffer;
        this.receivedMs = receivedMs;
        this.kind = header.getUint8(1);
        this.source = header.getUint16(2, true);
        this.sequence = header.getUint32(4, true);
        this.timestampMs = header.getFloat64(8, true);
        this.recordMs = header.getFloat64(16, true);
        this.serverMs = header.getFloat64(24, true);
        this.count = header.getUint16(32, true);
        this.hasKeypoints = this.kind === Poses && (header.getUint16(34, true) & 1) !== 0;
        this.floats = new Float32Array(buffer, 0, buffer.byteLength >> 2);
        this.header = header;
        this.places = new Uint32Array(this.count);
        this.index();
    }

    get bytes() {
        return this.buffer.byteLength;
    }

    /** Finds where each person begins, and that none is cut short. */
    index() {
        let at = HeaderBytes;
        for (let person = 0; person < this.count; person++) {
            this.places[person] = at;
            at += this.kind === People ? 12 + PoseBytes + 20 + 4 : 4 + PoseBytes;
            if (this.kind === People && at <= this.bytes && this.header.getUint8(at - 4) !== 0)
                at += Joints * 12;
            if (this.hasKeypoints && at + 4 <= this.bytes)
                at += 4 + this.header.getUint16(at, true) * 12;
            if (at > this.bytes)
                throw new FrameError(`a frame that ends in its person ${person + 1} of ${this.count}`);
        }
    }

    id(person) {
        return this.header.getInt32(this.places[person], true);
    }

    /** px, NaN where no camera saw the person. */
    reprojection(person) {
        return this.kind === People ? this.header.getFloat32(this.places[person] + 4, true) : NaN;
    }

    /** Bits of the rig's cameras that saw the person. */
    views(person) {
        return this.kind === People ? this.header.getUint32(this.places[person] + 8, true) : 0;
    }

    /** Where in floats the person's x, y, z and sigma of each joint begin. */
    pose(person) {
        return (this.places[person] + (this.kind === People ? 12 : 4)) >> 2;
    }

    /** 0 triangulated, 1 lifted, 2 predicted. */
    jointSource(person, joint) {
        return this.kind === People ? this.header.getUint8(this.places[person] + 12 + PoseBytes + joint) : 1;
    }

    /** Where in floats the smoothed joints begin, or -1: there are none. */
    smooth(person) {
        if (this.kind !== People)
            return -1;
        const flag = this.places[person] + 12 + PoseBytes + 20;
        return this.header.getUint8(flag) === 0 ? -1 : (flag + 4) >> 2;
    }

    /** The number of the person's keypoints, 0 where there are none. */
    keypoints(person) {
        return this.hasKeypoints ? this.header.getUint16(this.places[person] + 4 + PoseBytes, true) : 0;
    }

    /** The place of the keypoints' layout in the schema's list. */
    keypointLayout(person) {
        return this.header.getUint16(this.places[person] + 4 + PoseBytes + 2, true);
    }

    /** Where in floats the x, y and score of each keypoint begin. */
    keypointsAt(person) {
        return (this.places[person] + 4 + PoseBytes + 4) >> 2;
    }
}
