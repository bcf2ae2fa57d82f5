// How many frames came, were drawn, or came too fast to be drawn.

/** Counts of the page since it was opened. */
export class Counts {
    #track = null;
    #added = 0;

    constructor() {
        this.frames = 0;
        this.drawn = 0;
        this.skipped = 0;
        this.bad = 0;
    }

    /** A frame of a track was drawn. */
    drew(track) {
        this.drawn++;
        if (track === this.#track)
            this.skipped += Math.max(0, track.added - this.#added - 1);
        this.#track = track;
        this.#added = track?.added ?? 0;
    }
}
