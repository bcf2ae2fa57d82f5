// The last seconds of every source, in the order in which they came. Time is the page's, when a frame came: it is one for all sources.

const Compacted = 256;

/** The frames of one source. */
class Track {
    constructor() {
        this.frames = [];
        this.start = 0;
        this.added = 0;
    }

    get length() {
        return this.frames.length - this.start;
    }

    get newest() {
        return this.length === 0 ? null : this.frames[this.frames.length - 1];
    }

    get oldest() {
        return this.length === 0 ? null : this.frames[this.start];
    }

    /** The index of the last frame that had come at a time, or -1. */
    indexAt(ms) {
        let low = this.start;
        let high = this.frames.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.frames[middle].receivedMs <= ms)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1 < this.start ? -1 : low - 1;
    }

    drop() {
        const dropped = this.frames[this.start];
        this.frames[this.start++] = undefined;
        if (this.start >= Compacted) {
            this.frames.splice(0, this.start);
            this.start = 0;
        }
        return dropped;
    }
}

/** A bounded memory: by age, and by bytes whatever the age. */
export class History {
    /** @param {number} seconds Kept of each source. @param {number} mostBytes Kept of all sources together. */
    constructor(seconds, mostBytes = 96 * 1024 * 1024) {
        this.keptMs = seconds * 1000;
        this.mostBytes = mostBytes;
        this.tracks = new Map();
        this.bytes = 0;
        this.frozen = false;
    }

    /** The frames of a source, an empty track where none came yet. */
    track(name) {
        let track = this.tracks.get(name);
        if (track === undefined)
            this.tracks.set(name, (track = new Track()));
        return track;
    }

    /** Keeps a frame, unless the history is frozen. */
    add(name, frame) {
        if (this.frozen)
            return;
        const track = this.track(name);
        track.frames.push(frame);
        track.added++;
        this.bytes += frame.bytes;
        this.trim(frame.receivedMs - this.keptMs);
    }

    trim(beforeMs) {
        for (const track of this.tracks.values())
            while (track.length > 1 && track.oldest.receivedMs < beforeMs)
                this.bytes -= track.drop().bytes;
        while (this.bytes > this.mostBytes && this.dropOldest());
    }

    dropOldest() {
        let oldest = null;
        for (const track of this.tracks.values())
            if (track.length > 1 && (oldest === null || track.oldest.receivedMs < oldest.oldest.receivedMs))
                oldest = track;
        if (oldest === null)
            return false;
        this.bytes -= oldest.drop().bytes;
        return true;
    }

    /** When the oldest frame came, NaN where there is none. */
    get firstMs() {
        let first = NaN;
        for (const track of this.tracks.values())
            if (track.length > 0 && !(track.oldest.receivedMs >= first))
                first = track.oldest.receivedMs;
        return Math.max(first, this.lastMs - this.keptMs);
    }

    /** When the newest frame came, NaN where there is none. */
    get lastMs() {
        let last = NaN;
        for (const track of this.tracks.values())
            if (track.length > 0 && !(track.newest.receivedMs <= last))
                last = track.newest.receivedMs;
        return last;
    }

    get frames() {
        let frames = 0;
        for (const track of this.tracks.values())
            frames += track.length;
        return frames;
    }
}
