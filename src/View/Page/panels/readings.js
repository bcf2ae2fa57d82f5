// The overlay of numbers: latency, frames, lag, what was left out.

const EveryMs = 250;

/** The numbers in the corner. */
export class Readings {
    constructor() {
        this.element = document.getElementById('readings');
        this.cells = new Map([...this.element.querySelectorAll('[data-reading]')].map(cell => [cell.dataset.reading, cell]));
        this.shownMs = 0;
    }

    set visible(shown) {
        this.element.hidden = !shown;
    }

    /** @param {number} nowMs Page's clock. @param {import('../app.js').App} app Has what is shown. */
    show(nowMs, app) {
        if (this.element.hidden || nowMs - this.shownMs < EveryMs)
            return;
        this.shownMs = nowMs;
        const values = numbers(app, nowMs);
        for (const [name, cell] of this.cells)
            if (cell.textContent !== values[name])
                cell.textContent = values[name];
    }
}

function numbers({ times, draws, moment, status, counts, connection: { clock } }, nowMs) {
    return {
        record: percentiles(times.record),
        capture: percentiles(times.capture),
        fps: draws.perSecond(nowMs).toFixed(0),
        people: `${moment.people.count}`,
        lag: `${status?.lag ?? '–'}`,
        dropped: `${status?.dropped ?? '–'} / ${counts.skipped}`,
        viewers: `${status?.viewers ?? '–'}`,
        clock: clock.known ? `${clock.offsetMs.toFixed(1)} ± ${(clock.roundTripMs / 2).toFixed(1)} ms` : '–',
    };
}

function percentiles(window) {
    return window.size === 0 ? '–' : `${ms(window.percentile(0.5))} / ${ms(window.percentile(0.99))}`;
}

function ms(value) {
    return Math.abs(value) >= 10_000 ? `${(value / 1000).toFixed(0)} s` : `${value.toFixed(0)} ms`;
}
