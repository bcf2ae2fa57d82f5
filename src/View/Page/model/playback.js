// Which moment is drawn: the newest, a stopped one, or one behind that moves at a speed.

export const Speeds = [0.1, 0.25, 0.5, 1, 2, 4];

/** live: the newest. paused: stopped. Else a moment behind that moves. Times are the page's. */
export class Playback {
    /** @param {import('../wire/history.js').History} history What can be gone back in. */
    constructor(history) {
        this.history = history;
        this.live = true;
        this.paused = false;
        this.speed = 1;
        this.positionMs = NaN;
        this.tickedMs = 0;
    }

    /** The moment to draw now. */
    tick(nowMs) {
        const passed = Math.min(250, nowMs - this.tickedMs);
        this.tickedMs = nowMs;
        const last = this.history.lastMs;
        if (this.live)
            this.positionMs = last;
        else if (!this.paused) {
            this.positionMs = Math.max(this.positionMs + passed * this.speed, this.history.firstMs);
            if (this.positionMs >= last && this.speed >= 1 && (this.history.frozen || nowMs - last < 1000 || this.speed > 1))
                this.goLive();
        }
        return this.positionMs;
    }

    /** Keeps what is there, so that it can be gone through however long that takes. */
    pause() {
        if (this.paused || Number.isNaN(this.positionMs))
            return;
        this.live = false;
        this.paused = true;
        this.history.frozen = true;
    }

    play() {
        this.paused = false;
        if (!this.live && this.positionMs >= this.history.lastMs - 1)
            this.goLive();
    }

    toggle() {
        if (this.paused)
            this.play();
        else
            this.pause();
    }

    goLive() {
        this.live = true;
        this.paused = false;
        this.speed = 1;
        this.history.frozen = false;
        this.positionMs = this.history.lastMs;
    }

    /** Goes to a moment and stops there. */
    seek(ms) {
        this.pause();
        if (this.paused)
            this.positionMs = Math.min(this.history.lastMs, Math.max(this.history.firstMs, ms));
    }

    /** To the next frame of a track, or the one before. */
    step(track, frames) {
        this.pause();
        const index = track.indexAt(this.positionMs);
        const to = Math.min(track.frames.length - 1, Math.max(track.start, index + frames));
        if (track.length > 0)
            this.seek(track.frames[to].receivedMs);
    }

    /** @param {number} places To the next speed of the list (1), or the one before (-1). Slower than 1 falls behind the newest. */
    changeSpeed(places) {
        const at = Speeds.indexOf(this.speed);
        this.setSpeed(Speeds[Math.min(Speeds.length - 1, Math.max(0, at + places))]);
    }

    setSpeed(speed) {
        this.speed = speed;
        if (this.live && speed < 1)
            this.live = false;
        if (this.live)
            this.speed = 1; // the newest can't be gone before
    }

    /** Seconds behind the newest. */
    get behind() {
        return this.live || Number.isNaN(this.positionMs) ? 0 : (this.history.lastMs - this.positionMs) / 1000;
    }
}
