// How each camera is: what the server says of it, and what the page sees itself.

import { Rate } from './percentiles.js';

const LiveMs = 700;
const SilentMs = 2500;

/** The state of all cameras. */
export class CameraStates {
    constructor() {
        this.cameras = new Map();
    }

    of(stream) {
        let camera = this.cameras.get(stream);
        if (camera === undefined)
            this.cameras.set(stream, (camera = { rate: new Rate(), seenMs: NaN, told: null, toldMs: 0, reprojection: NaN }));
        return camera;
    }

    /** A frame of the stream came. */
    came(stream, nowMs) {
        const camera = this.of(stream);
        camera.rate.add(nowMs);
        camera.seenMs = nowMs;
    }

    /** The server's status. */
    told(cameras, nowMs) {
        for (const told of cameras) {
            const camera = this.of(told.stream);
            camera.told = told;
            camera.toldMs = nowMs;
        }
    }

    /** What the page measured in one instant, px. */
    measured(stream, px) {
        const camera = this.of(stream);
        if (!Number.isNaN(px))
            camera.reprojection = Number.isNaN(camera.reprojection) ? px : camera.reprojection + 0.2 * (px - camera.reprojection);
    }

    ageMs(camera, nowMs) {
        if (camera.told !== null && Number.isFinite(camera.told.ageMs))
            return camera.told.ageMs + (nowMs - camera.toldMs);
        return nowMs - camera.seenMs;
    }

    /** live, slow, silent or unknown. The server tells once a second, so that a second is no age. */
    state(stream, nowMs) {
        const camera = this.of(stream);
        const age = this.ageMs(camera, nowMs);
        if (Number.isNaN(age))
            return 'unknown';
        const slack = camera.told === null ? 0 : 1000;
        return age < LiveMs + slack ? 'live' : age < SilentMs + slack ? 'slow' : 'silent';
    }

    /** Frames a second, age and reprojection as text. */
    text(stream, nowMs) {
        const camera = this.of(stream);
        const state = this.state(stream, nowMs);
        if (state === 'unknown')
            return 'no frames yet';
        const age = Math.max(0, this.ageMs(camera, nowMs));
        if (state === 'silent')
            return `silent for ${Math.round(age / 1000)} s`;
        const fps = camera.told?.fps ?? camera.rate.perSecond(nowMs);
        const px = this.reprojection(stream);
        const offset = camera.told?.offsetMs;
        return [
            `${fps.toFixed(0)} fps`,
            camera.told !== null && Number.isFinite(camera.told.ageMs) ? `${camera.told.ageMs.toFixed(0)} ms` : '',
            Number.isFinite(px) ? `${px.toFixed(1)} px` : '',
            Number.isFinite(offset) && Math.abs(offset) >= 0.5 ? `clock ${offset > 0 ? '+' : '−'}${Math.abs(offset).toFixed(0)} ms` : '',
        ].filter(part => part !== '').join(' · ');
    }

    /** px: the page's own where it has the camera's keypoints, else the server's. */
    reprojection(stream) {
        const camera = this.of(stream);
        return Number.isNaN(camera.reprojection) ? (camera.told?.reprojectionPx ?? NaN) : camera.reprojection;
    }
}
