// The difference between the server's clock and the page's, as NTP finds it: the answer with the smallest round trip is nearest to the truth.

const Kept = 16;

/** The page's clock: Unix ms with fractions, which never goes backwards. */
export function nowMs() {
    return performance.timeOrigin + performance.now();
}

/** Learns from pings and their answers. */
export class ServerClock {
    constructor() {
        this.reset();
    }

    reset() {
        this.trips = new Float64Array(Kept).fill(Infinity);
        this.offsets = new Float64Array(Kept);
        this.answers = 0;
        this.best = 0;
    }

    /** @param {number} sentMs Page's clock. @param {number} receivedMs Page's clock. @param {number} serverMs Server's clock, in between. */
    answered(sentMs, receivedMs, serverMs) {
        const place = this.answers++ % Kept;
        this.trips[place] = receivedMs - sentMs;
        this.offsets[place] = serverMs - (sentMs + receivedMs) / 2;
        this.best = 0;
        for (let i = 1; i < Kept; i++)
            if (this.trips[i] < this.trips[this.best])
                this.best = i;
    }

    get known() {
        return this.answers > 0;
    }

    /** ms to add to the page's clock to have the server's; wrong by half of the round trip at most. */
    get offsetMs() {
        return this.offsets[this.best];
    }

    get roundTripMs() {
        return this.trips[this.best];
    }

    /** The server's clock at a time of the page's. */
    server(pageMs) {
        return pageMs + this.offsetMs;
    }
}
