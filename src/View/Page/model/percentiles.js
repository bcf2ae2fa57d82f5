// Percentiles of the last values, without an allocation a value.

/** A window of the last N values. */
export class Window {
    /** @param {number} size Most values kept. */
    constructor(size) {
        this.values = new Float64Array(size);
        this.sorted = new Float64Array(size);
        this.count = 0;
    }

    add(value) {
        this.values[this.count++ % this.values.length] = value;
    }

    clear() {
        this.count = 0;
    }

    get size() {
        return Math.min(this.count, this.values.length);
    }

    /** @param {number} share 0.5 for the median. @returns {number} NaN where there is no value. */
    percentile(share) {
        const size = this.size;
        if (size === 0)
            return NaN;
        const sorted = this.sorted.subarray(0, size);
        sorted.set(this.values.subarray(0, size));
        sorted.sort();
        return sorted[Math.min(size - 1, Math.floor(share * size))];
    }
}

/** Events a second, over the last two seconds. */
export class Rate {
    constructor() {
        this.times = new Float64Array(512);
        this.count = 0;
    }

    add(ms) {
        this.times[this.count++ % this.times.length] = ms;
    }

    perSecond(nowMs) {
        const most = Math.min(this.count, this.times.length);
        let counted = 0;
        for (let i = 1; i <= most && nowMs - this.times[(this.count - i) % this.times.length] <= 2000; i++)
            counted++;
        return counted / 2;
    }
}
