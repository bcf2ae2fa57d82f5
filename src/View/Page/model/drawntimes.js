// How old a frame is when it is on the canvas: a fence behind its drawing says when the graphics processor (or its software) has done it.

import { nowMs } from '../wire/clock.js';
import { Window } from './percentiles.js';

const Kept = 600;
const PollMs = 2;
const GivenUpMs = 5000;

/** Latencies of the last frames that were drawn live, and how long drawing them took. */
export class DrawnTimes {
    /** @param {WebGL2RenderingContext} gl Where they are drawn. @param {import('../wire/clock.js').ServerClock} clock The server's. */
    constructor(gl, clock) {
        this.gl = gl;
        this.clock = clock;
        this.record = new Window(Kept);
        this.capture = new Window(Kept);
        this.costs = new Window(Kept);
        this.fence = null;
        this.poll = this.poll.bind(this);
    }

    /** Whether the watched frame is still being drawn. */
    get isDrawing() {
        return this.fence !== null;
    }

    /** Called behind the drawing of a frame for the first time. One is watched at a time. @param {(ms: number) => void} done Told of the drawing's time. */
    drawn(frame, startMs, done) {
        if (this.fence !== null)
            return;
        this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
        if (this.fence === null)
            return; // the context was lost
        this.gl.flush();
        this.frame = frame;
        this.startMs = startMs;
        this.done = done;
        setTimeout(this.poll, 0);
    }

    poll() {
        const { gl } = this;
        const now = nowMs();
        if (gl.getSyncParameter(this.fence, gl.SYNC_STATUS) !== gl.SIGNALED && now - this.startMs < GivenUpMs) {
            setTimeout(this.poll, PollMs);
            return;
        }
        gl.deleteSync(this.fence);
        this.fence = null;
        this.done(now - this.startMs);
        if (this.frame === null || !this.clock.known)
            return;
        this.costs.add(now - this.startMs); // of the same frames as the latencies
        const server = this.clock.server(now);
        if (!Number.isNaN(this.frame.recordMs)) // the record has no timestamp
            this.record.add(server - this.frame.recordMs);
        this.capture.add(server - this.frame.timestampMs);
        this.frame = null;
    }

    clear() {
        this.record.clear();
        this.capture.clear();
        this.costs.clear();
    }
}
